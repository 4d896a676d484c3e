"""Clocks. Their hands stand at ten past ten, as in every window of every clock shop. Lengths are decimetres."""

import math

import materials
from registry import product
from shapes import box, disc, lathe, curve, pot, prism, solid, tube, turn

WALL = dict(on_wall=True, pitch=0, yaw=-8, fill=(0.62, 0.6), rise=0)


def hand(long, wide, degrees, y, material, centre=(0, 0)):
    """One hand, seen from the front; degrees run clockwise from twelve."""
    a = math.radians(degrees)
    outline = [(-wide, -long * 0.16), (wide, -long * 0.16), (wide * 0.5, long), (-wide * 0.5, long)]
    turned = [(centre[0] + x * math.cos(a) + z * math.sin(a), centre[1] - x * math.sin(a) + z * math.cos(a)) for x, z in outline]
    return prism('hand', turned, 0.02, material, (0, y, 0), bevel=0.006, segments=2)


def hands(reach, depth, centre=(0, 0), material=None):
    """Hour and minute hand with their boss; depth is the y they turn at."""
    m = material or materials.brass('N')
    boss = turn(solid('boss', [(0.055, -0.06), (0.06, -0.05), (0.06, 0.04), (0.03, 0.06)], m, (centre[0], depth, centre[1]), steps=32), x=90)
    return [hand(reach * 0.62, 0.035, 305, depth + 0.03, m, centre), hand(reach * 0.92, 0.026, 60, depth, m, centre), boss]


def marks(radius, long, y, material, centre=(0, 0), thick=0.035):
    made = []
    for i in range(12):
        a = math.tau * i / 12
        size = long * (1.6 if i % 3 == 0 else 1.0)
        bar = box('mark', (thick, 0.02, size), material, (centre[0] + math.sin(a) * radius, y, centre[1] + math.cos(a) * radius), bevel=0.006)
        made.append(turn(bar, y=math.degrees(a)))
    return made


@product('tideline-wall-clock', **WALL)
def tideline_wall_clock(value):
    line = [(1.30, 0.0), (1.42, 0.02), (1.49, 0.12), (1.50, 0.24), (1.47, 0.34), (1.40, 0.38), (1.30, 0.37), (0.6, 0.32), (0.02, 0.32)]
    face = turn(solid('face', line, materials.wood(value), steps=192), x=90)
    return [face] + marks(1.14, 0.16, -0.365, materials.brass('N')) + hands(1.12, -0.46)


@product('porthole-clock', **WALL)
def porthole_clock(value):
    m = materials.brass('N') if value == 'brass' else materials.steel()
    case = turn(pot('case', [(1.0, 0.0), (1.04, 0.02), (1.06, 0.3), (1.10, 0.55), (1.08, 0.66), (1.0, 0.70)], m, wall=0.14, floor=0.25, steps=192), x=90)
    dial = turn(solid('dial', [(0.95, 0.28), (0.95, 0.28), (0.5, 0.285)], materials.enamel('#F1EBDD'), steps=128), x=90)
    ink = materials.matter('#23201C', 0.5, 0.0)
    bolts = []
    for i in range(6):
        a = math.tau * i / 6 + 0.26
        bolts.append(turn(solid('bolt', [(0.05, 0.0), (0.055, 0.01), (0.04, 0.04), (0.01, 0.05)], m, (1.035 * math.cos(a), -0.665, 1.035 * math.sin(a)), steps=24), x=90))
    return [case, dial] + bolts + marks(0.74, 0.11, -0.295, ink, thick=0.03) + hands(0.76, -0.36, material=ink)


@product('ledger-mantel-clock', pitch=8, yaw=-14, fill=(0.64, 0.56))
def ledger_mantel_clock(value):
    def arch(half, spring, foot=0.0, steps=40):
        return [(half, foot), (half, spring)] + [(half * math.cos(a), spring + half * math.sin(a)) for a in [math.pi * i / steps for i in range(1, steps)]] + [(-half, spring), (-half, foot)]

    outer, inner = arch(1.2, 0.90), arch(1.06, 0.90, 0.14)
    shell = prism('shell', outer + list(reversed(inner)) if False else outer, 0.8, materials.wood(value), bevel=0.03)
    front = prism('front', inner, 0.06, materials.enamel('#EFE8D8'), (0, -0.40, 0), bevel=0.015)
    groove = prism('groove', arch(1.10, 0.90, 0.10), 0.03, materials.matter('#15110D', 0.8), (0, -0.392, 0), bevel=0.01)
    ink = materials.matter('#23201C', 0.5, 0.0)
    feet = [solid('foot', [(0.09, -0.08), (0.10, -0.06), (0.09, 0.0)], materials.brass('N'), (x, y, 0), steps=32) for x in (-0.95, 0.95) for y in (-0.25, 0.25)]
    return [shell, front, groove] + feet + marks(0.76, 0.11, -0.445, ink, (0, 1.05), 0.03) + hands(0.78, -0.49, (0, 1.05))


@product('bosun-desk-clock', pitch=12, yaw=-18, fill=(0.54, 0.5))
def bosun_desk_clock(value):
    block = box('block', (0.95, 0.60, 0.95), materials.wood(value), (0, 0, 0.475), bevel=0.05, segments=4)
    dial = turn(solid('dial', [(0.36, 0.0), (0.36, 0.012), (0.2, 0.013)], materials.enamel('#F1EBDD'), (0, -0.296, 0.50), steps=96), x=90)
    bezel = tube('bezel', [(0.37 * math.cos(math.tau * i / 80), -0.30, 0.50 + 0.37 * math.sin(math.tau * i / 80)) for i in range(80)], 0.018, materials.brass('N'), closed=True)
    button = solid('button', [(0.10, 0.94), (0.11, 0.95), (0.11, 1.0), (0.09, 1.02)], materials.brass('N'), (0.2, 0, 0), steps=40)
    ink = materials.matter('#23201C', 0.5, 0.0)
    made = [block, dial, bezel, button] + marks(0.285, 0.045, -0.312, ink, (0, 0.50), 0.014)
    small = [hand(0.17, 0.016, 305, -0.325, ink, (0, 0.5)), hand(0.26, 0.012, 60, -0.335, ink, (0, 0.5))]
    return made + small


@product('long-hour-pendulum-clock', on_wall=True, pitch=0, yaw=-10, fill=(0.5, 0.72), rise=0)
def long_hour_pendulum_clock(value):
    timber = materials.wood(value, 'Z')
    made = [box('side', (0.16, 0.70, 6.2), timber, (x, -0.35, 3.1), bevel=0.025) for x in (-1.02, 1.02)]
    made += [box('end', (1.88, 0.70, 0.16), materials.wood(value), (0, -0.35, z), bevel=0.025) for z in (0.08, 6.12)]
    made += [box('head', (1.88, 0.16, 2.0), materials.wood(value), (0, -0.56, 5.04), bevel=0.02)]
    dial = turn(solid('dial', [(0.82, 0.0), (0.82, 0.03), (0.4, 0.032)], materials.enamel('#F1EBDD'), (0, -0.63, 5.04), steps=128), x=90)
    ink = materials.matter('#23201C', 0.5, 0.0)
    rod = tube('rod', [(0.0, -0.40, 4.2), (0.24, -0.40, 1.35)], 0.022, materials.brass('N'), sides=16)
    bob = turn(solid('bob', [(0.02, -0.07), (0.25, -0.05), (0.34, 0.0), (0.25, 0.05), (0.02, 0.07)], materials.brass('N'), (0.265, -0.42, 1.15), steps=96), x=90)
    return made + [dial, rod, bob] + marks(0.64, 0.09, -0.67, ink, (0, 5.04), 0.026) + hands(0.64, -0.72, (0, 5.04), ink)
