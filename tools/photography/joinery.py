"""What the joinery makes: bowls, boards, stools, tables and shelves. Lengths are decimetres."""

import math

import bpy
from mathutils import Matrix

import materials
from props import books, lemon
from registry import HEX, product
from shapes import add, box, curve, group, leg, lathe, pot, prism, solid, tube, turn

WEDGE = {'ash': 'walnut', 'oak': 'walnut', 'walnut': 'ash', 'smoked-oak': 'ash', 'black-ash': 'ash'}


def rounded(wide, high, radius, steps=10):
    """The outline of a rectangle with round corners, about the origin."""
    points = []
    for cx, cz, start in ((wide / 2 - radius, high / 2 - radius, 0), (-wide / 2 + radius, high / 2 - radius, 90), (-wide / 2 + radius, -high / 2 + radius, 180), (wide / 2 - radius, -high / 2 + radius, 270)):
        points += [(cx + radius * math.cos(math.radians(start + 90 * i / steps)), cz + radius * math.sin(math.radians(start + 90 * i / steps))) for i in range(steps + 1)]
    return points


@product('turned-bowl', pitch=24, fill=(0.74, 0.6), second=lambda shot: turned_bowl(shot.value) + [lemon((-0.42, 0.1, 0.50), seed=1), lemon((0.40, 0.25, 0.50), seed=2), lemon((0.05, -0.42, 0.48), seed=4)], second_camera=dict(pitch=34, yaw=-16, blur=0.14, fill=(0.86, 0.7)))
def turned_bowl(value):
    line = [(0.50, 0.0), (0.53, 0.02), (0.53, 0.05), (0.58, 0.08), (0.92, 0.28), (1.26, 0.60), (1.40, 0.95)]
    return [pot('bowl', line, materials.wood(value), wall=0.07, floor=0.12, wobble=0.002)]


@product('compass-round-tray', pitch=30, fill=(0.80, 0.6))
def compass_round_tray(value):
    rim = pot('rim', [(1.60, 0.0), (1.66, 0.02), (1.69, 0.06), (1.70, 0.36), (1.69, 0.40)], materials.wood(value), wall=0.10, floor=0.11, steps=192)
    return [rim]


@product('ferry-tray', pitch=26, yaw=20, fill=(0.88, 0.6))
def ferry_tray(value):
    made = [box('base', (4.7, 3.1, 0.10), materials.wood(value), (0, 0, 0.10))]
    made += [box('side', (4.8, 0.13, 0.5), materials.wood(value), (0, y, 0.27), bevel=0.025) for y in (-1.535, 1.535)]
    made += [box('end', (0.13, 2.94, 0.5), materials.wood(value, 'Y'), (x, 0, 0.27), bevel=0.025) for x in (-2.335, 2.335)]
    for x in (-2.335, 2.335):
        made.append(tube('bar', [(x, -0.75, 0.74), (x, 0.75, 0.74)], 0.06, materials.brass('N'), sides=32))
        made += [solid('post', [(0.07, 0.0), (0.07, 0.0), (0.05, 0.06), (0.045, 0.24)], materials.brass('N'), (x, y, 0.51), steps=32) for y in (-0.6, 0.6)]
    return made


@product('thwart-board', pitch=34, yaw=22, fill=(0.90, 0.6))
def thwart_board(value):
    outline = [(x, z) for x, z in rounded(3.1, 2.0, 0.22)]
    right = [p for p in outline if p[0] > 0]
    neck = [(1.55, 0.42), (1.75, 0.30), (2.35, 0.24)] + [(2.40 + 0.24 * math.cos(a), 0.24 * math.sin(a)) for a in [math.radians(90 - 18 * i) for i in range(11)]] + [(2.35, -0.24), (1.75, -0.30), (1.55, -0.42)]
    top = [p for p in right if p[1] > 0]
    bottom = [p for p in right if p[1] <= 0]
    left = [p for p in outline if p[0] <= 0]
    shape = list(reversed(neck)) + top + [p for p in left] + bottom
    board = prism('board', shape, 0.22, materials.wood(value), bevel=0.05)
    turn(board, x=-90)
    board.location = (0, 0, 0.11)
    hole = solid('hole', [(0.085, 0.0), (0.085, 0.002)], materials.matter('#16100B', 0.9), (2.36, 0, 0.222), steps=40)
    return [board, hole]


@product('deckle-wooden-plate', pitch=36, fill=(0.76, 0.6))
def deckle_wooden_plate(value):
    line = [(0.85, 0.0), (0.90, 0.02), (1.05, 0.06), (1.17, 0.13), (1.20, 0.20)]
    return [pot('deckle', line, materials.wood(value), wall=0.09, floor=0.10, steps=192, wobble=0.002)]


def round_seat(value, radius, top, thick=0.36):
    line = [(radius - 0.35, top - thick), (radius - 0.12, top - thick + 0.05), (radius, top - thick * 0.45), (radius - 0.01, top - 0.07), (radius - 0.09, top), (radius * 0.80, top - 0.03), (radius * 0.4, top - 0.10), (0.05, top - 0.12)]
    return solid('seat', line, materials.wood(value), steps=160)


@product('thole-stool', pitch=14, yaw=10, fill=(0.66, 0.64))
def thole_stool(value):
    made = [round_seat(value, 1.7, 4.5)]
    for i in range(3):
        a = math.tau * i / 3 + 0.45
        x, y = math.cos(a), math.sin(a)
        made.append(leg('leg', (x * 1.62, y * 1.62, 0), (x * 0.98, y * 0.98, 4.3), 0.12, 0.19, materials.wood(value, 'Z'), bevel=0.04))
        made.append(solid('tenon', [(0.13, 0.0), (0.13, 0.0), (0.125, 0.02)], materials.wood(value, 'Z'), (x * 0.98, y * 0.98, 4.395), steps=32))
        made.append(turn(box('wedge', (0.25, 0.045, 0.03), materials.wood(WEDGE[value]), (x * 0.98, y * 0.98, 4.41), bevel=0.008), z=math.degrees(a) + 90))
    return made


@product('crows-counter-stool', pitch=11, yaw=10, fill=(0.62, 0.72))
def crows_counter_stool(value):
    made = [round_seat(value, 1.8, 6.5)]
    at = lambda z: 1.85 - (1.85 - 1.15) * z / 6.3
    for i in range(4):
        a = math.tau * i / 4 + 0.5
        x, y = math.cos(a), math.sin(a)
        made.append(leg('leg', (x * 1.85, y * 1.85, 0), (x * 1.15, y * 1.15, 6.3), 0.14, 0.20, materials.wood(value, 'Z'), bevel=0.04))
    ring = [(at(2.2) * math.cos(math.tau * i / 120), at(2.2) * math.sin(math.tau * i / 120), 2.2) for i in range(120)]
    return made + [tube('ring', ring, 0.075, materials.brass('N'), closed=True)]


@product('legup-step-stool', pitch=16, yaw=0, fill=(0.70, 0.66))
def legup_step_stool(value):
    side = [(-1.9, 0), (-1.45, 0), (-1.2, 0.45), (1.2, 0.45), (1.45, 0), (1.9, 0), (1.9, 3.95), (0.02, 3.95), (0.02, 2.0), (-1.9, 2.0)]
    made = [prism('side', side, 0.26, materials.wood(value, 'Z'), (0, y, 0), bevel=0.035) for y in (-1.6, 1.6)]
    made += [box('tread', (2.05, 3.7, 0.27), materials.wood(value, 'Y'), (0.97, 0, 4.08), bevel=0.05), box('tread', (2.05, 3.7, 0.27), materials.wood(value, 'Y'), (-1.0, 0, 2.13), bevel=0.05)]
    made += [box('rail', (0.22, 2.94, 0.8), materials.wood(value, 'Y'), (1.72, 0, 3.5), bevel=0.03), box('rail', (0.22, 2.94, 0.5), materials.wood(value, 'Y'), (-0.1, 0, 1.6), bevel=0.03)]
    slot = box('slot', (0.24, 1.0, 0.02), materials.matter('#120E0A', 0.9), (1.0, 0, 4.212), bevel=0.005)
    return group(made + [slot], degrees=52)


@product('promenade-bench', pitch=11, yaw=20, fill=(0.90, 0.5))
def promenade_bench(value):
    made = [box('plank', (12.0, 1.66, 0.36), materials.wood(value), (0, y, 4.32), bevel=0.07) for y in (-0.84, 0.84)]
    for x in (-5.2, 5.2):
        for y in (-1.25, 1.25):
            made.append(leg('leg', (x * 1.03, y * 1.12, 0), (x, y, 4.2), 0.17, 0.25, materials.wood(value, 'Z'), square=True, bevel=0.04))
        made.append(box('cross', (0.28, 2.4, 0.55), materials.wood(value, 'Y'), (x, 0, 3.86), bevel=0.03))
    return made + [box('rail', (10.2, 0.28, 0.6), materials.wood(value), (0, 0, 3.80), bevel=0.04)]


@product('weir-leather-stool', pitch=15, yaw=24, fill=(0.70, 0.62))
def weir_leather_stool(value):
    timber = {'tan': 'oak', 'black': 'black-ash'}[value]
    made = []
    for x in (-1.9, 1.9):
        for y in (-1.6, 1.6):
            made.append(leg('leg', (x * 1.04, y * 1.04, 0), (x, y, 4.45), 0.14, 0.17, materials.wood(timber, 'Z'), bevel=0.05))
    for y in (-1.6, 1.6):
        made.append(tube('rail', [(-1.9, y, 4.1), (1.9, y, 4.1)], 0.13, materials.wood(timber), sides=28))
        made.append(tube('stretcher', [(-1.95, y * 1.02, 1.5), (1.95, y * 1.02, 1.5)], 0.10, materials.wood(timber), sides=28))
    for x in (-1.9, 1.9):
        made.append(tube('rail', [(x, -1.6, 3.7), (x, 1.6, 3.7)], 0.13, materials.wood(timber, 'Y'), sides=28))
    profile = [(-1.46, 3.72), (-1.74, 3.95), (-1.77, 4.1), (-1.70, 4.22), (-1.58, 4.255)] + [(-1.58 + 3.16 * i / 24, 4.255 - 0.30 * math.sin(math.pi * i / 24) ** 1.2) for i in range(1, 24)] + [(1.58, 4.255), (1.70, 4.22), (1.77, 4.1), (1.74, 3.95), (1.46, 3.72)]
    columns = 40
    vertices = [(-1.62 + 3.24 * c / columns, y, z + 0.02 * math.sin(3.1 * c / columns + 2 * y) * (abs(y) < 1.5)) for y, z in profile for c in range(columns + 1)]
    w = columns + 1
    faces = [(r * w + c, r * w + c + 1, (r + 1) * w + c + 1, (r + 1) * w + c) for r in range(len(profile) - 1) for c in range(columns)]
    sling = add('sling', vertices, faces, materials.leather(value))
    thick = sling.modifiers.new('thick', 'SOLIDIFY')
    thick.thickness, thick.offset = 0.045, 1.0
    rounding = sling.modifiers.new('edge', 'BEVEL')
    rounding.width, rounding.segments = 0.012, 2
    return made + [sling]


@product('ebb-side-table', pitch=15, yaw=8, fill=(0.66, 0.66))
def ebb_side_table(value):
    top = solid('top', [(1.7, 4.95), (1.85, 4.97), (2.08, 5.10), (2.10, 5.15), (2.08, 5.19), (2.02, 5.21), (1.0, 5.21)], materials.wood(value), steps=192)
    shelf = solid('shelf', [(1.20, 1.60), (1.34, 1.62), (1.38, 1.70), (1.36, 1.78), (1.30, 1.80), (0.6, 1.80)], materials.wood(value), steps=160)
    made = [top, shelf]
    for i in range(3):
        a = math.tau * i / 3 + 0.3
        x, y = math.cos(a), math.sin(a)
        made.append(leg('leg', (x * 1.72, y * 1.72, 0), (x * 1.30, y * 1.30, 5.0), 0.11, 0.17, materials.wood(value, 'Z'), bevel=0.04))
    return made + books((-0.6, -0.2, 1.80), 2, seed=3, high=1.7, lying=True)


@product('wharf-dining-table', pitch=13, yaw=24, fill=(0.92, 0.5))
def wharf_dining_table(value):
    made = []
    for i in range(6):
        made.append(box('plank', (16.4, 1.49, 0.32), materials.wood(value), (0, -3.75 + 1.5 * i, 7.24), bevel=0.02))
    made += [box('end', (0.8, 9.0, 0.32), materials.wood(value, 'Y'), (x, 0, 7.24), bevel=0.03) for x in (-8.61, 8.61)]
    made += [box('apron', (15.2, 0.22, 0.9), materials.wood(value), (0, y, 6.62), bevel=0.03) for y in (-3.5, 3.5)]
    made += [box('apron', (0.22, 7.0, 0.9), materials.wood(value, 'Y'), (x, 0, 6.62), bevel=0.03) for x in (-7.4, 7.4)]
    for x in (-7.5, 7.5):
        for y in (-3.55, 3.55):
            made.append(leg('leg', (x * 1.03, y * 1.05, 0), (x, y, 7.08), 0.24, 0.40, materials.wood(value, 'Z'), square=True, bevel=0.05))
    return made


@product('pontoon-coffee-table', pitch=16, fill=(0.86, 0.5))
def pontoon_coffee_table(value):
    top = solid('top', [(4.2, 3.10), (4.35, 3.12), (4.49, 3.24), (4.50, 3.30), (4.48, 3.37), (4.40, 3.40), (2.0, 3.40)], materials.wood(value), steps=220)
    made = [top, solid('base', [(3.2, 0.0), (3.3, 0.05), (3.3, 0.2), (3.2, 0.25)], materials.wood(value), steps=160)]
    for i in range(56):
        a = math.tau * i / 56
        stave = box('stave', (0.16, 0.355, 2.95), materials.wood(value, 'Z'), (3.4 * math.cos(a), 3.4 * math.sin(a), 1.62), bevel=0.035)
        made.append(turn(stave, z=math.degrees(a)))
    return made


@product('lighter-nesting-tables', pitch=15, yaw=26, fill=(0.80, 0.6))
def lighter_nesting_tables(value):
    def bridge(wide, deep, high, x, y):
        return [box('top', (wide, deep, 0.24), materials.wood(value), (x, y, high - 0.12), bevel=0.035)] + [
            box('side', (0.24, deep, high - 0.20), materials.wood(value, 'Z'), (x + s * (wide / 2 - 0.12), y, (high - 0.20) / 2), bevel=0.035) for s in (-1, 1)]

    return bridge(5.0, 4.0, 4.8, 0, 0) + bridge(4.2, 3.7, 4.2, -1.3, -1.9)


@product('cutter-writing-desk', pitch=12, yaw=22, fill=(0.90, 0.55))
def cutter_writing_desk(value):
    made = [box('board', (12.0, 1.92, 0.28), materials.wood(value), (0, y, 7.36), bevel=0.03) for y in (-1.94, 0, 1.94)]
    made += [box('lip', (11.9, 0.2, 0.5), materials.wood(value), (0, 2.8, 7.7), bevel=0.04), box('back', (10.9, 0.22, 1.0), materials.wood(value), (0, 2.5, 6.74), bevel=0.03)]
    made += [box('side', (0.22, 5.0, 1.0), materials.wood(value, 'Y'), (x, 0, 6.74), bevel=0.03) for x in (-5.4, 5.4)]
    made += [box('apron', (3.3, 0.22, 1.0), materials.wood(value), (x, -2.5, 6.74), bevel=0.03) for x in (-3.68, 3.68)]
    made += [box('drawer', (3.98, 0.24, 0.94), materials.wood(value), (0, -2.52, 6.73), bevel=0.03), box('dark', (4.1, 0.1, 1.0), materials.matter('#14100C', 0.9), (0, -2.42, 6.74))]
    knob = solid('knob', [(0.07, 0.0), (0.07, 0.1), (0.14, 0.18), (0.15, 0.26), (0.10, 0.31), (0.03, 0.32)], materials.brass('N'), (0, -2.64, 6.73), steps=40)
    made.append(turn(knob, x=90))
    for x in (-5.4, 5.4):
        for y in (-2.45, 2.45):
            made.append(leg('leg', (x * 1.02, y * 1.03, 0), (x, y, 7.2), 0.17, 0.28, materials.wood(value, 'Z'), square=True, bevel=0.04))
    return made


def small_company(x, z, y=-0.9, seed=0):
    """Two pots that give a shelf its size."""
    from clay import stem_bud_vase

    return group(stem_bud_vase('oat' if seed % 2 else 'sage'), (x, y, z), 40 * seed)


@product('plank-wall-shelf', on_wall=True, pitch=5, yaw=-14, fill=(0.86, 0.6), rise=0.02)
def plank_wall_shelf(value):
    made = [box('plank', (6.0, 1.98, 0.3), materials.wood(value), (0, -1.0, 1.65), bevel=0.03)]
    for x in (-2.0, 2.0):
        bracket = materials.brass('N')
        made.append(box('plate', (0.24, 0.06, 1.5), bracket, (x, -0.04, 0.75), bevel=0.015))
        made.append(box('arm', (0.24, 1.6, 0.06), bracket, (x, -0.82, 1.47), bevel=0.015))
        made.append(tube('stay', [(x, -0.08, 0.25), (x, -0.5, 0.75), (x, -1.25, 1.44)], 0.05, bracket))
    from clay import daymark_bowl

    return made + small_company(-1.6, 1.8) + group(daymark_bowl('chalk'), (1.3, -1.0, 1.8)) + group(daymark_bowl('oat'), (1.31, -1.0, 2.02), 30)


@product('companion-leaning-shelf', on_wall=True, standing=True, pitch=5, yaw=-16, fill=(0.66, 0.80), rise=0)
def companion_leaning_shelf(value):
    made = []
    for x in (-2.95, 2.95):
        made.append(leg('rail', (x, -3.5, 0), (x, -0.15, 18.5), 0.17, 0.17, materials.wood(value, 'Z'), square=True, bevel=0.04))
    for i in range(5):
        z = 2.2 + 3.7 * i
        front = -3.5 + 3.35 * z / 18.5
        made.append(box('shelf', (5.7, -front - 0.05, 0.24), materials.wood(value), (0, front / 2 - 0.03, z), bevel=0.03))
        made.append(box('lip', (5.7, 0.12, 0.5), materials.wood(value), (0, -0.1, z + 0.3), bevel=0.03))
    from clay import daymark_bowl, harbour_vase

    made += books((-2.4, -1.3, 2.32), 6, 1, 2.3) + books((0.6, -1.0, 6.02), 4, 2, 2.0, lying=True) + books((-2.3, -0.8, 9.72), 5, 4, 1.9)
    made += group(harbour_vase('chalk'), (-1.3, -1.2, 6.02)) + small_company(1.4, 13.42, -0.6, 1) + group(daymark_bowl('tide'), (1.2, -0.8, 9.72))
    return made + small_company(-0.9, 17.12, -0.3, 2)


@product('cubby-wall-box', on_wall=True, pitch=4, yaw=-16, fill=(0.66, 0.6), rise=0)
def cubby_wall_box(value):
    made = [box('board', (4.2, 2.0, 0.18), materials.wood(value), (0, -1.0, z), bevel=0.02) for z in (0.09, 3.11)]
    made += [box('side', (0.18, 2.0, 2.84), materials.wood(value, 'Z'), (x, -1.0, 1.6), bevel=0.02) for x in (-2.01, 2.01)]
    made += [box('shelf', (3.84, 1.9, 0.16), materials.wood(value), (0, -0.96, 1.55), bevel=0.02), box('back', (3.9, 0.08, 2.9), materials.wood(value), (0, -0.06, 1.6), bevel=0.01)]
    from clay import bud, daymark_bowl

    made += group([bud('rust')], (-1.2, -0.9, 1.63)) + group(daymark_bowl('sage'), (0.9, -1.0, 1.63))
    return made + books((-1.6, -0.85, 0.18), 5, 5, 1.25)


@product('warehouse-bookcase', on_wall=True, standing=True, pitch=6, yaw=-20, fill=(0.70, 0.78), rise=0)
def warehouse_bookcase(value):
    made = [box('side', (0.26, 3.2, 18.0), materials.wood(value, 'Z'), (x, -1.6, 9.0), bevel=0.03) for x in (-4.37, 4.37)]
    for i in range(6):
        made.append(box('shelf', (8.5, 3.1, 0.26), materials.wood(value), (0, -1.58, 0.5 + 3.45 * i), bevel=0.03))
    made.append(box('stay', (8.5, 0.14, 0.7), materials.wood(value), (0, -0.1, 17.2), bevel=0.03))
    from clay import anchorage_serving_bowl, harbour_vase, mooring_bottle

    made += books((-3.9, -1.4, 0.63), 9, 1, 2.5) + books((0.6, -1.3, 4.08), 7, 2, 2.4) + books((-3.8, -1.4, 7.53), 5, 3, 2.3) + books((1.0, -1.4, 10.98), 5, 6, 2.2, lying=True)
    made += group(harbour_vase('oat'), (-2.4, -1.5, 4.08)) + group(anchorage_serving_bowl('chalk'), (2.0, -1.5, 7.53)) + group(mooring_bottle('charcoal'), (-2.2, -1.5, 10.98))
    return made + books((-3.9, -1.4, 14.43), 8, 7, 2.1) + group(small_company(0, 0), (2.6, -0.7, 14.43)) + books((1.6, -1.4, 0.63), 6, 8, 2.4)


@product('belay-peg-rail', on_wall=True, pitch=-2, yaw=-18, fill=(0.90, 0.6), rise=0)
def belay_peg_rail(value):
    made = [box('rail', (7.0, 0.22, 0.9), materials.wood(value), (0, -0.11, 0.45), bevel=0.05)]
    for i in range(5):
        line = [(0.10, 0.0), (0.10, 0.35), (0.095, 0.5), (0.15, 0.62), (0.17, 0.70), (0.12, 0.77), (0.03, 0.79)]
        made.append(turn(solid('peg', line, materials.wood(value, 'Z'), (-2.8 + 1.4 * i, -0.2, 0.47), steps=40), x=82))
    return made + tote((1.4, -0.55, 0.38), materials.linen('#C9BCA2', 60))


def tote(at, canvas):
    """A linen bag that hangs from a peg."""
    x0, y0, z0 = at
    made, rows, columns = [], 40, 60
    vertices, uvs = [], []
    for r in range(rows + 1):
        t = r / rows
        for c in range(columns + 1):
            a = math.tau * c / columns
            half = 0.75 + 0.22 * t
            deep = 0.10 + 0.16 * math.sin(math.pi * min(1, t * 0.9)) + 0.015 * math.sin(7 * a + 6 * t)
            sag = 0.10 * (1 - t) * math.cos(2 * a)
            vertices.append((x0 + half * math.copysign(abs(math.cos(a)) ** 0.6, math.cos(a)) + 0.02 * math.sin(9 * t + 2 * a), y0 + 0.2 + deep * math.sin(a), z0 - 1.25 - 2.0 * t - sag * 0.6 + 0.03 * math.sin(3 * a)))
            uvs.append((half * a, 2.0 * t))
    w = columns + 1
    faces = [(r * w + c, r * w + c + 1, (r + 1) * w + c + 1, (r + 1) * w + c) for r in range(rows) for c in range(columns)]
    made.append(add('bag', vertices, faces, canvas, uvs=uvs))
    for side in (0.08, 0.32):
        path = curve([(x0 - 0.45, y0 + side, z0 - 1.35), (x0 - 0.30, y0 + side * 0.7 + 0.02, z0 - 0.6), (x0 - 0.06, y0 + 0.06, z0 + 0.10), (x0 + 0.06, y0 + 0.06, z0 + 0.10), (x0 + 0.30, y0 + side * 0.7 + 0.02, z0 - 0.6), (x0 + 0.45, y0 + side, z0 - 1.35)], 0.05)
        made.append(tube('strap', path, 0.07, canvas, flat=0.3, sides=12))
    return made


@product('gallery-ledge', on_wall=True, pitch=6, yaw=-16, fill=(0.88, 0.6), rise=0)
def gallery_ledge(value):
    made = [box('shelf', (8.0, 1.1, 0.18), materials.wood(value), (0, -0.55, 0.10), bevel=0.02), box('lip', (8.0, 0.16, 0.5), materials.wood(value), (0, -1.15, 0.25), bevel=0.03), box('back', (8.0, 0.16, 0.6), materials.wood(value), (0, -0.08, 0.38), bevel=0.02)]
    for x, wide, high, tone, mark in ((-1.9, 2.6, 3.4, '#E8E0D0', '#8B9B86'), (0.7, 1.9, 2.5, '#EFE9DC', '#A5583B')):
        made += picture(x, wide, high, tone, mark)
    return made


def picture(x, wide, high, tone, mark, lean=True):
    """A framed print of one quiet shape, leaning on a ledge or hanging straight."""
    frame = []
    for dx, dz, size in ((0, 0.07, (wide - 0.28, 0.15, 0.14)), (0, high - 0.07, (wide - 0.28, 0.15, 0.14)), (-wide / 2 + 0.07, high / 2, (0.14, 0.16, high)), (wide / 2 - 0.07, high / 2, (0.14, 0.16, high))):
        frame.append(box('frame', size, materials.wood('ash' if wide > 2 else 'walnut', 'X' if size[0] > size[2] else 'Z'), (x + dx, 0, dz), bevel=0.02))
    frame.append(box('print', (wide - 0.1, 0.04, high - 0.1), materials.matter(tone, 0.9, 0.1, 60.0, 0.04), (x, 0.03, high / 2), bevel=0.005))
    ink = solid('shape', [(0.02, 0.0), (wide * 0.24, 0.001), (wide * 0.25, 0.004)], materials.matter(mark, 0.9, 0.3, 40.0, 0.12), (x, -0.005, high * 0.52), steps=64)
    turn(ink, x=90)
    frame.append(ink)
    if lean:
        bpy.context.view_layer.update()
        tilt = Matrix.Translation((0, -0.62, 0.19)) @ Matrix.Rotation(math.radians(-7.5), 4, 'X')
        for part in frame:
            part.matrix_world = tilt @ part.matrix_world
    return frame
