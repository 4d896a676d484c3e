"""What the pottery makes: the shapes of stoneware, porcelain and terracotta pieces. Lengths are decimetres."""

import math

import materials
from botany import branch, herb, houseplant, soil
from registry import HEX, product
from shapes import box, disc, glow, group, handle, pot, solid, through, tube, turn

LOW = dict(pitch=22, fill=(0.74, 0.60))


def glaze(value, rim=None, foot=0.06, **more):
    return materials.terracotta() if value == 'terracotta' else materials.stoneware(HEX[value], rim, foot, **more)


def china(value, foot=0.03):
    return materials.porcelain(HEX[value], foot)


@product('harbour-vase', second='group')
def harbour_vase(value):
    line = [(0.46, 0.0), (0.50, 0.02), (0.56, 0.10), (0.82, 0.85), (0.95, 1.62), (0.80, 2.06), (0.47, 2.28), (0.40, 2.42), (0.47, 2.60)]
    return [pot('harbour', line, glaze(value, 2.6), wall=0.05, wobble=0.008)]


@product('mooring-bottle', second='group')
def mooring_bottle(value):
    line = [(0.38, 0.0), (0.43, 0.02), (0.50, 0.12), (0.60, 0.55), (0.50, 1.05), (0.20, 1.55), (0.115, 2.0), (0.105, 2.6), (0.15, 2.88), (0.17, 2.90)]
    return [pot('bottle', line, glaze(value, 2.9, gloss=0.3), wall=0.035, wobble=0.008)]


@product('moon-jar')
def moon_jar(value):
    line = [(0.62, 0.0), (0.66, 0.03), (0.70, 0.12), (1.10, 0.60), (1.34, 1.10), (1.375, 1.42), (1.31, 1.80), (1.06, 2.26), (0.72, 2.56), (0.66, 2.66), (0.69, 2.78)]
    return [pot('moon', line, china(value, 0.05), wall=0.06, wobble=0.010)]


@product('groyne-vase')
def groyne_vase(value):
    line = [(0.56, 0.0), (0.60, 0.03), (0.60, 0.03), (0.625, 0.12), (0.625, 2.22), (0.60, 2.30)]

    def ribs(angle, z, r):
        return r - 0.022 * (0.5 + 0.5 * math.cos(angle * 34)) ** 2 * (1 if r > 0.575 else 0)

    return [pot('groyne', line, glaze(value, 2.3, rings=0.2), wall=0.05, steps=340, wobble=0.003, warp=ribs)]


def bud(value):
    line = [(0.24, 0.0), (0.28, 0.02), (0.34, 0.10), (0.375, 0.42), (0.28, 0.74), (0.13, 0.92), (0.11, 1.05), (0.17, 1.20)]
    return pot('bud', line, glaze(value, 1.2, 0.05), wall=0.03, wobble=0.012)


@product('stem-bud-vase', second='group')
def stem_bud_vase(value):
    return [bud(value)] + branch((0, 0, 0.5), 1.9, seed=4, leaves=8, lean=0.28, size=0.30)


@product('shingle-floor-vase', pitch=8)
def shingle_floor_vase(value):
    line = [(0.85, 0.0), (0.90, 0.05), (1.0, 0.3), (1.28, 1.7), (1.30, 2.4), (1.05, 3.5), (0.72, 4.2), (0.62, 4.55), (0.70, 4.80)]
    return [pot('shingle', line, glaze(value, gloss=0.15, speckle=0.5) if value != 'terracotta' else materials.terracotta(), wall=0.09, wobble=0.008)]


@product('daymark-bowl', second='group', **LOW)
def daymark_bowl(value):
    line = [(0.36, 0.0), (0.38, 0.02), (0.38, 0.05), (0.40, 0.07), (0.62, 0.22), (0.75, 0.46), (0.775, 0.70)]
    return [pot('daymark', line, glaze(value, 0.7, 0.075), wall=0.04, floor=0.10, wobble=0.006)]


@product('anchorage-serving-bowl', **LOW)
def anchorage_serving_bowl(value):
    line = [(0.62, 0.0), (0.65, 0.03), (0.65, 0.07), (0.70, 0.10), (1.15, 0.40), (1.43, 0.80), (1.50, 1.05)]
    return [pot('anchorage', line, glaze(value, 1.05, 0.10), wall=0.065, floor=0.15, wobble=0.006)]


@product('estuary-noodle-bowl', **LOW)
def estuary_noodle_bowl(value):
    line = [(0.38, 0.0), (0.40, 0.02), (0.37, 0.12), (0.40, 0.16), (0.70, 0.32), (0.90, 0.60), (0.975, 0.85)]
    return [pot('estuary', line, china(value), wall=0.035, floor=0.20, wobble=0.004)]


@product('limpet-dishes', pitch=30, fill=(0.74, 0.6))
def limpet_dishes(value):
    made = []
    for i, (x, y) in enumerate([(-0.62, 0.30), (0.50, 0.52), (-0.30, -0.62), (0.72, -0.45)]):
        line = [(0.22, 0.0), (0.25, 0.02), (0.36, 0.10), (0.44, 0.24), (0.45, 0.32)]
        made.append(pot('limpet', line, glaze(value, 0.32, 0.03), wall=0.035, floor=0.05, at=(x, y, 0), wobble=0.022, seed=i))
    return made


@product('capstan-fruit-bowl', pitch=16, fill=(0.72, 0.6))
def capstan_fruit_bowl(value):
    line = [(0.62, 0.0), (0.65, 0.02), (0.66, 0.06), (0.50, 0.16), (0.27, 0.42), (0.26, 0.62), (0.42, 0.80), (0.95, 0.98), (1.36, 1.22), (1.45, 1.50)]
    return [pot('capstan', line, china(value) if value == 'white' else glaze(value, 1.5, 0.03, gloss=0.3), wall=0.06, floor=0.90, wobble=0.006)]


def mug(value, high=0.92, wide=0.43, rim_glaze=True):
    line = [(wide - 0.07, 0.0), (wide - 0.04, 0.02), (wide - 0.005, 0.08), (wide, 0.30), (wide - 0.01, high - 0.2), (wide + 0.005, high)]
    body = pot('mug', line, glaze(value, high, 0.09), wall=0.035, floor=0.08, wobble=0.004)
    return [body, handle('handle', (wide, high * 0.80), (wide, high * 0.26), 0.32, glaze(value, None, -1), radius=0.048)]


@product('slipway-mug', second='group', pitch=13, yaw=-14, fill=(0.66, 0.56))
def slipway_mug(value):
    return group(mug(value), degrees=-12)


@product('bollard-espresso-cup', second='group', pitch=17, fill=(0.6, 0.5))
def bollard_espresso_cup(value):
    line = [(0.22, 0.0), (0.25, 0.02), (0.29, 0.08), (0.285, 0.26), (0.265, 0.36), (0.30, 0.52), (0.31, 0.60)]
    cup = pot('espresso', line, glaze(value, 0.6, 0.07), wall=0.035, floor=0.07, wobble=0.010)
    return [cup, disc('coffee', 0.272, materials.matter('#2A1408', 0.12, 0.0, vary=0.3), (0, 0, 0.47))]


@product('beacon-tall-mug', pitch=12, yaw=-14, fill=(0.6, 0.62))
def beacon_tall_mug(value):
    line = [(0.35, 0.0), (0.385, 0.02), (0.41, 0.08), (0.41, 0.3), (0.385, 1.0), (0.39, 1.25)]
    material = china(value) if value == 'celadon' else glaze(value, 1.25, 0.05, gloss=0.7, speckle=0.4)
    loop = china(value, -1) if value == 'celadon' else glaze(value, None, -1, gloss=0.7, speckle=0.4)
    return group([pot('beacon', line, material, wall=0.03, floor=0.07, wobble=0.003), handle('handle', (0.39, 0.98), (0.40, 0.42), 0.30, loop, radius=0.05)], degrees=-12)


@product('pilot-cup-and-saucer', pitch=22, yaw=-10, fill=(0.74, 0.55))
def pilot_cup_and_saucer(value):
    saucer = pot('saucer', [(0.40, 0.0), (0.42, 0.01), (0.42, 0.03), (0.55, 0.06), (0.70, 0.11), (0.75, 0.15)], china(value), wall=0.025, floor=0.045, wobble=0.003)
    line = [(0.22, 0.05), (0.235, 0.06), (0.235, 0.09), (0.33, 0.18), (0.42, 0.42), (0.45, 0.68)]
    cup = pot('cup', line, china(value, -1), wall=0.022, floor=0.10, wobble=0.003)
    loop = handle('handle', (0.44, 0.58), (0.385, 0.28), 0.24, china(value, -1), radius=0.032, inset=0.02)
    tea = disc('tea', 0.425, materials.matter('#7A3A10', 0.08, 0.0, vary=0.1), (0, 0, 0.55))
    return group([saucer, cup, loop, tea], degrees=-18)


@product('watch-lidded-mug', pitch=13, yaw=-14, fill=(0.62, 0.6))
def watch_lidded_mug(value):
    lid = solid('lid', [(0.36, 1.04), (0.40, 1.045), (0.455, 1.07), (0.46, 1.10), (0.455, 1.15), (0.43, 1.17)], materials.wood('oak'), steps=96)
    knob = solid('knob', [(0.10, 1.165), (0.10, 1.165), (0.085, 1.22), (0.11, 1.28), (0.09, 1.32), (0.05, 1.33)], materials.wood('oak', 'Z'), steps=64)
    return group(mug(value, 1.05, 0.43) + [lid, knob], degrees=-12)


def plate(value, wide, high=0.24, rim=True):
    half = wide / 2
    if rim:
        line = [(half * 0.60, 0.0), (half * 0.63, 0.015), (half * 0.64, 0.04), (half * 0.80, 0.06), (half * 0.955, 0.09), (half * 0.99, high * 0.6), (half, high)]
    else:
        line = [(half * 0.45, 0.0), (half * 0.48, 0.02), (half * 0.49, 0.05), (half * 0.70, 0.13), (half * 0.9, 0.28), (half, high)]
    return pot('plate', line, glaze(value, high, 0.045), wall=0.045, floor=0.075, wobble=0.004, steps=192)


@product('slipway-dinner-plate', pitch=38, fill=(0.80, 0.7), second='group')
def slipway_dinner_plate(value):
    return [plate(value, 2.7)]


@product('slipway-side-plate', pitch=38, fill=(0.74, 0.7), second='group')
def slipway_side_plate(value):
    return [plate(value, 2.0, 0.20)]


@product('lagoon-pasta-plate', second='group', pitch=34, fill=(0.78, 0.7))
def lagoon_pasta_plate(value):
    return [plate(value, 2.3, 0.45, rim=False)]


@product('long-reach-platter', pitch=36, fill=(0.84, 0.6))
def long_reach_platter(value):
    line = [(0.74, 0.0), (0.77, 0.015), (0.78, 0.05), (0.98, 0.08), (1.12, 0.17), (1.20, 0.35)]
    return [turn(pot('platter', line, glaze(value, 0.35, 0.05), wall=0.055, floor=0.09, wobble=0.010, oval=1.75, steps=220), z=-14)]


@product('gangway-cake-stand', pitch=15, fill=(0.74, 0.55))
def gangway_cake_stand(value):
    line = [(0.72, 0.0), (0.75, 0.02), (0.75, 0.05), (0.62, 0.12), (0.30, 0.34), (0.22, 0.62), (0.34, 0.86), (0.75, 0.98), (1.38, 1.03), (1.43, 1.07), (1.45, 1.20)]
    return [pot('stand', line, china(value), wall=0.055, floor=1.075, wobble=0.003)]


@product('sandbar-tray', pitch=32, yaw=18, fill=(0.88, 0.6))
def sandbar_tray(value):
    material = glaze(value, None, 0.015, rings=0)
    made = [box('slab', (3.3, 1.4, 0.10), material, (0, 0, 0.07), bevel=0.045)]
    for y in (-0.66, 0.66):
        made.append(box('edge', (3.3, 0.09, 0.20), material, (0, y, 0.15), bevel=0.04))
    for x in (-1.61, 1.61):
        made.append(box('edge', (0.09, 1.24, 0.20), material, (x, 0, 0.15), bevel=0.04))
    return made


def terrace(value, high, wide, at=(0, 0, 0), seed=0):
    r = wide / 2
    line = [(r * 0.70, 0.0), (r * 0.72, 0.03), (r * 0.72, 0.03), (r * 0.91, high * 0.78), (r * 0.91, high * 0.78), (r * 0.985, high * 0.785), (r, high * 0.81), (r, high * 0.97), (r * 0.98, high)]
    return pot('pot', line, glaze(value, None), wall=0.07, floor=0.12, at=at, wobble=0.005, seed=seed)


@product('terrace-pot', pitch=11, fill=(0.66, 0.66))
def terrace_pot(value):
    saucer = pot('saucer', [(0.66, 0.0), (0.70, 0.02), (0.80, 0.16), (0.82, 0.20)], glaze(value), wall=0.06, floor=0.06, wobble=0.004)
    vessel = terrace(value, 1.3, 1.4, (0, 0, 0.07))
    return [saucer, vessel, soil(0.60, (0, 0, 1.20))] + herb((0, 0, 1.2), 1.15, seed=3, stems=26, spread=0.5, size=0.27)


@product('ballast-planter', pitch=9, fill=(0.66, 0.70))
def ballast_planter(value):
    line = [(0.70, 0.0), (0.75, 0.03), (0.84, 0.12), (1.0, 0.70), (0.98, 1.2), (0.84, 1.72), (0.83, 1.80)]
    return [pot('ballast', line, glaze(value, 1.8, 0.08), wall=0.07, floor=0.12, wobble=0.006), soil(0.77, (0, 0, 1.6))] + houseplant((0, 0, 1.6), 2.9, seed=2)


@product('breakwater-trough', pitch=15, yaw=20, fill=(0.88, 0.6))
def breakwater_trough(value):
    material = glaze(value, None, -1, rings=0, gloss=0.1)
    made = [box('long', (4.8, 0.16, 1.5), material, (0, y, 0.95), bevel=0.05) for y in (-0.82, 0.82)]
    made += [box('short', (0.16, 1.62, 1.5), material, (x, 0, 0.95), bevel=0.05) for x in (-2.32, 2.32)]
    made += [box('floor', (4.7, 1.7, 0.15), material, (0, 0, 0.32)), box('earth', (4.6, 1.6, 0.3), materials.matter('#241910', 0.95, 0.8, 12.0, 0.5), (0, 0, 1.42), bevel=0.05)]
    made += [box('foot', (0.35, 1.5, 0.24), material, (x, 0, 0.12), bevel=0.05) for x in (-1.7, 1.7)]
    for i, x in enumerate((-1.55, 0.0, 1.5)):
        made += herb((x, 0, 1.5), (0.9, 0.65, 1.05)[i], seed=i + 5, stems=30, spread=0.62, size=0.26, tone=('#5E7B3C', '#7C8C63', '#4C7446')[i])
    return made


@product('davit-hanging-planter', pitch=-2, fill=(0.50, 0.84), ground=False, rise=-0.06)
def davit_hanging_planter(value):
    line = [(0.10, 0.0), (0.35, 0.03), (0.75, 0.34), (0.95, 0.85), (0.90, 1.30), (0.85, 1.50)]
    made = [pot('davit', line, glaze(value, 1.5, -1), wall=0.06, floor=0.2, wobble=0.006), soil(0.78, (0, 0, 1.35))]
    hide = materials.leather('tan')
    for i in range(3):
        a = math.tau * i / 3 + 0.5
        x, y = math.cos(a), math.sin(a)
        path = through([(x * 0.12, y * 0.12, -0.03), (x * 0.42, y * 0.42, 0.03), (x * 0.80, y * 0.80, 0.34), (x * 0.98, y * 0.98, 0.80), (x * 0.92, y * 0.92, 1.5), (x * 0.5, y * 0.5, 3.2), (x * 0.05, y * 0.05, 5.0)])
        made.append(tube('strap', path, 0.06, hide, flat=0.35))
    ring = [(0.16 * math.cos(math.tau * i / 40), 0, 5.1 + 0.16 * math.sin(math.tau * i / 40)) for i in range(40)]
    made.append(tube('ring', ring, 0.025, materials.brass(), closed=True))
    made.append(tube('hook', through([(0, 0, 5.25), (0, 0, 7.5), (0, 0, 12.0)]), 0.022, materials.matter('#C8B9A0', 0.9)))
    made[-1].hide_select = True  # the cord leaves the picture: it is not framed
    return made + herb((0, 0, 1.4), 1.0, seed=8, stems=40, spread=0.75, droop=0.9, tone='#6D8757', size=0.26)


@product('trestle-planter', pitch=8, fill=(0.66, 0.74))
def trestle_planter(value):
    timber, made = materials.wood(value, 'Z'), []
    for i in range(4):
        a = math.tau * i / 4 + 0.6
        x, y = math.cos(a), math.sin(a)
        foot = solid('leg', [(0.10, 0.0), (0.13, 0.03), (0.13, 0.03), (0.17, 2.6), (0.16, 4.1), (0.14, 4.2)], timber, (x * 1.42, y * 1.42, 0), steps=48)
        made.append(foot)
    for degrees in (34.4, 124.4):
        made.append(turn(box('rail', (2.84, 0.16, 0.30), materials.wood(value, 'X'), (0, 0, 1.75 if degrees < 90 else 1.74), bevel=0.03), z=degrees))
    colour = 'chalk' if value == 'oak' else 'charcoal'
    line = [(0.95, 0.0), (1.0, 0.04), (1.10, 0.15), (1.20, 1.2), (1.22, 2.2)]
    made.append(pot('vessel', line, glaze(colour, 2.2), wall=0.07, floor=0.15, at=(0, 0, 1.92), wobble=0.004))
    return made + [soil(1.12, (0, 0, 3.9))] + houseplant((0, 0, 3.9), 3.6, seed=6)


@product('herb-trio', pitch=13, yaw=12, fill=(0.80, 0.6))
def herb_trio(value):
    made = [box('tray', (3.6, 1.3, 0.10), materials.wood('ash'), (0, 0, 0.10), bevel=0.03)]
    made += [box('lip', (3.6, 0.07, 0.2), materials.wood('ash'), (0, y, 0.15), bevel=0.03) for y in (-0.62, 0.62)]
    made += [box('lip', (0.07, 1.18, 0.2), materials.wood('ash', 'Y'), (x, 0, 0.15), bevel=0.03) for x in (-1.77, 1.77)]
    for i, x in enumerate((-1.15, 0.0, 1.15)):
        made.append(terrace(value, 1.0, 1.0, (x, 0, 0.15), seed=i))
        made.append(soil(0.42, (x, 0, 1.05)))
        made += herb((x, 0, 1.05), (0.95, 0.7, 1.1)[i], seed=i + 11, stems=18, spread=0.36, size=0.22, tone=('#5E7B3C', '#7C8C63', '#4C7446')[i])
    return made


@product('sprat-tealights', pitch=18, fill=(0.72, 0.5), mood=0.7)
def sprat_tealights(value):
    made = []
    for i, (x, y) in enumerate([(-0.55, 0.15), (0.38, 0.42), (0.12, -0.55)]):
        line = [(0.24, 0.0), (0.27, 0.015), (0.345, 0.12), (0.375, 0.32), (0.36, 0.45)]
        made.append(pot('sprat', line, china(value), wall=0.018, floor=0.03, at=(x, y, 0), wobble=0.02, seed=i))
        made.append(disc('wax', 0.33, materials.wax('#F3EAD6', 0.26), (x, y, 0.22)))
        made += flame((x, y, 0.30), 0.55)
    return made


def flame(at, size=1.0):
    """A flame with the wick under it and the light that it gives."""
    body = solid('flame', [(0.012, 0.0), (0.040, 0.06), (0.052, 0.13), (0.034, 0.24), (0.010, 0.34)], materials.flame(), at, steps=24)
    body.scale = (size, size, size)
    body.visible_shadow = False
    wick = tube('wick', [(at[0], at[1], at[2] - 0.10), (at[0] + 0.005, at[1], at[2] - 0.02), (at[0] + 0.012, at[1], at[2] + 0.05 * size)], 0.010, materials.matter('#1A1310', 0.9), sides=8)
    return [body, wick, glow((at[0], at[1], at[2] + 0.22 * size), 16.0 * size, 0.05, (1.0, 0.58, 0.24))]


@product('low-tide-candle', pitch=16, fill=(0.52, 0.50), mood=0.75)
def low_tide_candle(value):
    colour = {'cedar-and-salt': 'charcoal', 'fig-leaf': 'sage', 'unscented': 'oat'}[value]
    line = [(0.35, 0.0), (0.38, 0.02), (0.415, 0.10), (0.425, 0.5), (0.415, 0.90)]
    return [pot('tumbler', line, glaze(colour, 0.9, 0.07), wall=0.035, floor=0.07, wobble=0.006),
            disc('wax', 0.40, materials.wax('#EFE3C8', 0.72), (0, 0, 0.68))] + flame((0, 0, 0.78), 0.75)


@product('buoy-garden-stool', pitch=10, fill=(0.62, 0.62))
def buoy_garden_stool(value):
    line = [(1.22, 0.0), (1.28, 0.05), (1.34, 0.18), (1.34, 0.18), (1.62, 1.3), (1.66, 2.1), (1.60, 3.0), (1.36, 4.0), (1.36, 4.0), (1.30, 4.12), (1.15, 4.24), (0.6, 4.30)]
    drum = solid('buoy', line, glaze(value, None, 0.12, gloss=0.6), wobble=0.006)
    made = [drum]
    for z in (0.55, 3.55):
        for i in range(22):
            a = math.tau * i / 22
            r = 1.47 if z < 1 else 1.50
            made.append(solid('stud', [(0.07, 0.0), (0.06, 0.035), (0.02, 0.05)], glaze(value, None, -1, gloss=0.6), (math.cos(a) * r, math.sin(a) * r, z), steps=16))
            made[-1].rotation_euler = (0, math.pi / 2, a)
    return made


@product('noon-ceramic-clock', second='close', on_wall=True, pitch=0, yaw=-8, fill=(0.62, 0.6), rise=0)
def noon_ceramic_clock(value):
    import timepieces

    face = pot('noon', [(0.75, 0.0), (0.8, 0.02), (1.0, 0.10), (1.22, 0.22), (1.30, 0.34)], glaze(value, 0.34, -1), wall=0.05, floor=0.09, wobble=0.006)
    turn(face, x=90)
    return [face] + timepieces.hands(0.95, depth=-0.26)
