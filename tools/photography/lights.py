"""What the lantern house makes of brass, steel and linen. Lengths are decimetres."""

import math

import materials
from clay import flame, glaze
from registry import WAX, product
from shapes import add, box, curve, glow, lathe, leg, pot, solid, through, tube, turn


def metal(value, brushed='N'):
    return materials.brass(brushed) if value == 'brass' else materials.steel()


def bulb(at, watts, size=0.25):
    """The warm light inside a shade."""
    return [glow(at, watts, size, (1.0, 0.72, 0.44))]


def shade(bottom, top, low, high, watts, colour='#E6DBC6', at=(0, 0, 0)):
    """A linen shade with rolled edges, lit from inside."""
    line = [(bottom, low), (bottom + (top - bottom) * 0.5, (low + high) / 2), (top, high)]
    cloth = lathe('shade', curve(line, 0.05), materials.linen(colour, 55, light_through=0.45), at, steps=160, wobble=0.002)
    edge = materials.linen('#DCCFB6', 60)
    made = [cloth]
    for r, z in ((bottom, low), (top, high)):
        made.append(tube('edge', [(at[0] + r * math.cos(math.tau * i / 120), at[1] + r * math.sin(math.tau * i / 120), at[2] + z) for i in range(120)], 0.022, edge, closed=True, sides=10))
    return made + bulb((at[0], at[1], at[2] + low + (high - low) * 0.45), watts)


def cable(start, seed=1, reach=5.0):
    """A cotton-covered cable that runs off behind the lamp."""
    x, y, z = start
    path = through([(x, y, z), (x + 0.25, y + 0.35, 0.045), (x + 0.9, y + 0.9, 0.035), (x + 1.6 * 0.8, y + 1.9, 0.035), (x + 1.2, y + reach, 0.035)], 0.06)
    made = tube('cable', path, 0.032, materials.matter('#8A7A62', 0.95, 0.6, 90.0, 0.15), sides=12)
    made.hide_select = True
    return made


@product('lookout-table-lamp', pitch=7, fill=(0.62, 0.66), mood=0.62, second_camera=dict(rise=0.15, mood=0.5))
def lookout_table_lamp(value, watts=110):
    m = metal(value)
    foot = solid('foot', [(0.96, 0.0), (1.0, 0.02), (1.01, 0.09), (0.99, 0.14), (0.93, 0.17), (0.30, 0.22), (0.13, 0.28), (0.10, 0.42)], m, steps=160)
    stem = solid('stem', [(0.075, 0.3), (0.075, 0.3), (0.075, 2.6), (0.075, 2.6), (0.12, 2.64), (0.13, 2.72), (0.12, 2.80), (0.08, 2.84), (0.07, 3.0), (0.07, 4.6)], m, steps=64)
    finial = solid('finial', [(0.04, 5.05), (0.10, 5.12), (0.11, 5.20), (0.05, 5.28), (0.03, 5.30)], m, steps=40)
    return [foot, stem, finial] + shade(1.60, 1.0, 3.05, 5.05, watts) + [cable((0, 0.95, 0.06))]


@product('fathom-lamp', pitch=7, fill=(0.62, 0.66), mood=0.62, second_camera=dict(rise=0.15, mood=0.5))
def fathom_lamp(value):
    body = solid('body', [(0.60, 0.0), (0.66, 0.03), (0.74, 0.12), (0.92, 0.75), (0.86, 1.3), (0.45, 1.95), (0.20, 2.25), (0.17, 2.42)], glaze(value, None, 0.07), wobble=0.008)
    collar = solid('collar', [(0.18, 2.40), (0.18, 2.40), (0.18, 2.52), (0.10, 2.56), (0.07, 2.7), (0.07, 4.2)], materials.brass('N'), steps=48)
    return [body, collar] + shade(1.65, 1.30, 2.70, 4.70, 110) + [cable((0, 0.7, 0.2))]


@product('jetty-task-lamp', second_camera=dict(pitch=2, yaw=14, fill=(0.92, 0.90), rise=0.12), pitch=8, yaw=-6, fill=(0.74, 0.66), mood=0.75)
def jetty_task_lamp(value):
    m = metal(value)
    foot = solid('foot', [(0.86, 0.0), (0.90, 0.02), (0.90, 0.20), (0.86, 0.24), (0.3, 0.25)], m, (-1.2, 0, 0), steps=128)
    a, b, c = (-1.2, 0, 0.25), (-0.75, 0, 2.9), (0.95, 0, 4.85)
    made = [foot, tube('arm', [a, b], 0.065, m, sides=32), tube('arm', [b, c], 0.055, m, sides=32)]
    for x, y, z in (b, c):
        joint = solid('joint', [(0.12, -0.17), (0.15, -0.14), (0.15, 0.14), (0.12, 0.17)], m, (x, y, z), steps=48)
        made.append(turn(joint, x=90))
    hood = pot('hood', [(0.16, 0.0), (0.24, 0.02), (0.28, 0.12), (0.42, 0.5), (0.62, 0.95)], m, wall=0.02, floor=0.04, steps=128)
    lining = lathe('lining', curve([(0.25, 0.12), (0.395, 0.5), (0.585, 0.93)], 0.04), materials.enamel(), steps=128)
    for part in (hood, lining):
        turn(part, y=142)
        part.location = (1.0, 0, 4.95)
    globe = solid('globe', [(0.05, 0.0), (0.15, 0.10), (0.19, 0.26), (0.13, 0.40), (0.02, 0.46)], materials.opal(14.0), steps=48)
    turn(globe, y=142)
    globe.location = (1.12, 0, 4.80)
    made += bulb((1.38, 0, 4.42), 26, 0.2)
    return made + [hood, lining, globe, cable((-1.2, 0.85, 0.06))]


@product('halo-globe-lamp', pitch=8, fill=(0.56, 0.54), mood=0.55)
def halo_globe_lamp(value):
    foot = solid('foot', [(0.50, 0.0), (0.56, 0.02), (0.58, 0.08), (0.50, 0.30), (0.40, 0.52), (0.42, 0.62), (0.46, 0.66), (0.3, 0.68)], materials.wood(value, 'Z'), steps=128)
    ring = solid('ring', [(0.40, 0.66), (0.42, 0.68), (0.42, 0.73), (0.40, 0.75)], materials.brass('N'), steps=96)
    globe = solid('globe', [(0.36 + 0, 0.72)] + [(math.sin(a), 1.60 - math.cos(a)) for a in [math.radians(24 + 152 * i / 14) for i in range(15)]] + [(0.03, 2.60)], materials.opal(1.15), steps=128)
    return [foot, ring, globe, cable((0, 0.5, 0.06))] + bulb((-0.1, -1.6, 1.5), 12, 0.9)


@product('mast-floor-lamp', pitch=5, fill=(0.5, 0.74), mood=0.62, second_camera=dict(rise=0.3, mood=0.5))
def mast_floor_lamp(value):
    made = []
    for i in range(3):
        a = math.tau * i / 3 + 0.35
        made.append(leg('leg', (2.3 * math.cos(a), 2.3 * math.sin(a), 0), (0.16 * math.cos(a), 0.16 * math.sin(a), 11.0), 0.13, 0.19, materials.wood(value, 'Z'), bevel=0.05))
    m = materials.brass('N')
    collar = solid('collar', [(0.42, 10.1), (0.46, 10.12), (0.46, 10.62), (0.40, 10.68), (0.14, 10.75), (0.10, 11.0), (0.09, 13.5)], m, steps=96)
    return made + [collar] + shade(2.30, 1.95, 11.2, 14.6, 620)


@product('gimbal-pendant', pitch=-3, fill=(0.76, 0.62), ground=False, mood=0.72, rise=-0.10)
def gimbal_pendant(value):
    m = metal(value)
    dome = lathe('dome', curve([(1.80, 0.0), (1.72, 0.40), (1.35, 1.14), (0.66, 1.84), (0.34, 2.08), (0.22, 2.16)], 0.05), m, steps=192, wobble=0.001)
    lip = tube('lip', [(1.79 * math.cos(math.tau * i / 160), 1.79 * math.sin(math.tau * i / 160), 0.01) for i in range(160)], 0.028, m, closed=True, sides=12)
    lining = lathe('lining', curve([(0.22, 2.10), (0.60, 1.75), (1.31, 1.08), (1.68, 0.40), (1.755, 0.03)], 0.05), materials.enamel(), steps=160)
    cap = solid('cap', [(0.10, 2.12), (0.22, 2.16), (0.22, 2.5), (0.18, 2.58), (0.05, 2.62)], m, steps=64)
    globe = solid('globe', [(0.03, 0.72), (0.22, 0.80), (0.32, 1.05), (0.22, 1.32), (0.03, 1.45)], materials.opal(14.0), steps=64)
    cord = tube('cord', [(0, 0, 2.55), (0, 0, 6.0), (0, 0, 16.0)], 0.035, materials.matter('#2A2622', 0.9, 0.4, 80.0))
    cord.hide_select = True
    return [dome, lip, lining, cap, globe, cord] + bulb((0, 0, 0.55), 90, 0.3)


@product('storm-lantern', pitch=8, fill=(0.56, 0.64), mood=0.68, crop=False)
def storm_lantern(value):
    m = metal(value)
    base = solid('base', [(0.68, 0.0), (0.73, 0.02), (0.75, 0.08), (0.75, 0.42), (0.70, 0.50), (0.56, 0.54), (0.3, 0.55)], m, steps=128)
    top = solid('top', [(0.56, 2.02), (0.60, 2.04), (0.61, 2.14), (0.52, 2.26), (0.30, 2.42), (0.18, 2.46), (0.16, 2.60), (0.10, 2.66)], m, steps=128)
    chimney = pot('chimney', [(0.50, 0.52), (0.51, 0.54), (0.60, 1.1), (0.57, 1.7), (0.50, 2.05)], materials.glass('clear'), wall=0.025, floor=0.53, steps=128)
    socket = solid('socket', [(0.22, 0.54), (0.24, 0.56), (0.24, 0.66), (0.20, 0.70), (0.05, 0.71)], m, steps=64)
    light = solid('light', [(0.17, 0.69), (0.18, 0.71), (0.18, 1.24), (0.16, 1.30), (0.05, 1.31)], materials.opal(1.3), steps=64)
    cap = solid('cap', [(0.19, 1.28), (0.20, 1.30), (0.20, 1.36), (0.15, 1.40), (0.03, 1.41)], m, steps=64)
    made = [base, top, chimney, socket, light, cap]
    for s in (-1, 1):
        made.append(tube('wire', through([(s * 0.72, 0, 0.42), (s * 0.78, 0, 1.2), (s * 0.66, 0, 2.10), (s * 0.45, 0, 2.25)]), 0.028, m))
    handle = [(0.66 * math.cos(a), 0.0, 2.14 + 0.85 * math.sin(a)) for a in [math.pi * i / 40 for i in range(41)]]
    return made + bulb((0, 0, 1.0), 9, 0.18) + [tube('handle', handle, 0.03, m)]


@product('tally-catchall', pitch=30, fill=(0.66, 0.6))
def tally_catchall(value):
    m = metal(value)
    dish = pot('dish', [(0.60, 0.0), (0.66, 0.005), (0.80, 0.05), (0.88, 0.15), (0.90, 0.22)], m, wall=0.02, floor=0.022, steps=192)
    return [dish] + keys((0.15, -0.1, 0.04))


def keys(at):
    """Two keys on a ring."""
    m, x, y, z = materials.brass('N'), *at
    ring = tube('ring', [(x - 0.35 + 0.16 * math.cos(math.tau * i / 40), y + 0.16 * math.sin(math.tau * i / 40), z + 0.02) for i in range(40)], 0.014, materials.steel(), closed=True, sides=10)
    made = [ring]
    for degrees, long in ((12, 0.62), (-24, 0.55)):
        a = math.radians(degrees)
        ox, oy = x - 0.20, y + 0.02 * degrees / 12
        at_ = lambda u, v: (ox + u * math.cos(a) - v * math.sin(a), oy + u * math.sin(a) + v * math.cos(a), z + 0.03)
        bow = tube('bow', [at_(0.06 + 0.10 * math.cos(math.tau * i / 30), 0.10 * math.sin(math.tau * i / 30)) for i in range(30)], 0.028, m, closed=True, sides=10)
        shaft = tube('shaft', [at_(0.15, 0), at_(long, 0)], 0.026, m, sides=12)
        bit = [turn(box('bit', (0.05, 0.13, 0.03), m, at_(long - 0.05 - 0.09 * i, -0.07), bevel=0.008), z=degrees) for i in range(2)]
        made += [bow, shaft] + bit
    return made


@product('spindle-candlestick', pitch=9, fill=(0.46, 0.70), mood=0.75)
def spindle_candlestick(value):
    return candlestick(value) + lit_taper('ivory', (0, 0, 1.62))


def candlestick(value, at=(0, 0, 0), high=1.8):
    h = high
    line = [(0.42, 0.0), (0.465, 0.02), (0.475, 0.06), (0.45, 0.09), (0.30, 0.10), (0.12, 0.16), (0.07, 0.30), (0.06, h * 0.38), (0.12, h * 0.44), (0.13, h * 0.48), (0.06, h * 0.54), (0.055, h * 0.74), (0.10, h * 0.82), (0.155, h * 0.86), (0.16, h * 0.99), (0.15, h), (0.118, h)]
    return [solid('stick', line, metal(value), at, steps=96)]


def lit_taper(colour, at, long=2.3):
    x, y, z = at
    line = [(0.105, 0.0), (0.11, 0.03), (0.108, long * 0.6), (0.10, long * 0.96), (0.085, long * 0.995), (0.03, long)]
    return [solid('taper', line, materials.wax(WAX[colour], long - 0.05), at, steps=48, wobble=0.008)] + flame((x, y, z + long + 0.07), 0.9)


@product('marina-brass-table', pitch=16, fill=(0.66, 0.66))
def marina_brass_table(value):
    m = metal(value)
    tray = pot('tray', [(1.85, 4.55), (1.93, 4.56), (1.98, 4.62), (2.0, 4.80)], m, wall=0.025, floor=4.575, steps=192)
    rod, made = [], [tray]
    for i in range(3):
        a = math.tau * i / 3 + 0.5
        x, y = math.cos(a), math.sin(a)
        made.append(tube('rod', through([(x * 1.55, y * 1.55, 4.55), (x * 1.2, y * 1.2, 3.2), (x * 0.35, y * 0.35, 2.2), (x * 1.1, y * 1.1, 0.9), (x * 1.6, y * 1.6, 0.06)], 0.05), 0.065, m))
    for r, z in ((1.6, 0.065), (1.55, 4.5)):
        made.append(tube('hoop', [(r * math.cos(math.tau * i / 100), r * math.sin(math.tau * i / 100), z) for i in range(100)], 0.06, m, closed=True))
    return made


@product('halyard-valet-tray', pitch=30, yaw=20, fill=(0.72, 0.6))
def halyard_valet_tray(value):
    nx, ny = 88, 64
    vertices, uvs = [], []
    for j in range(ny + 1):
        for i in range(nx + 1):
            u, v = (i / nx * 2 - 1), (j / ny * 2 - 1)
            x, y = u * 1.10, v * 0.80
            edge = max(0.0, abs(u) - 0.74) / 0.26, max(0.0, abs(v) - 0.66) / 0.34
            rise = 0.40 * max(edge[0] ** 1.5, edge[1] ** 1.5)
            pinch = (edge[0] * edge[1]) ** 0.8
            x -= math.copysign(0.16 * edge[0] ** 1.6 + 0.10 * pinch, u)
            y -= math.copysign(0.16 * edge[1] ** 1.6 + 0.10 * pinch, v)
            vertices.append((x, y, 0.012 + rise + 0.10 * pinch))
            uvs.append((x, y))
    w = nx + 1
    faces = [(j * w + i, j * w + i + 1, (j + 1) * w + i + 1, (j + 1) * w + i) for j in range(ny) for i in range(nx)]
    sheet = add('sheet', vertices, faces, materials.leather(value), uvs=uvs)
    thick = sheet.modifiers.new('thick', 'SOLIDIFY')
    thick.thickness, thick.offset = 0.03, 1.0
    rounding = sheet.modifiers.new('edge', 'BEVEL')
    rounding.width, rounding.segments = 0.009, 2
    made = [sheet]
    for sx in (-1, 1):
        for sy in (-1, 1):
            rivet = solid('rivet', [(0.05, 0.0), (0.055, 0.01), (0.04, 0.03), (0.01, 0.035)], materials.brass('N'), (sx * 0.885, sy * 0.63, 0.34), steps=24)
            rivet.rotation_euler = (math.radians(62), 0, math.atan2(sy, sx) + math.pi / 2)
            made.append(rivet)
    return made
