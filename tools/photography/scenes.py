"""Rooms in which the house's things are used. Each sets its own table, light and camera; lengths are decimetres."""

import math

import bpy
from mathutils import Vector

import chandlery
import clay
import glassware
import joinery
import lights
import materials
import studio
import timepieces
from botany import branch
from graph import Graph, linear
from props import books, lemon, loaf
from shapes import add, box, cloth, group, turn

SCENES = {}


def scene(slug):
    def keep(build):
        SCENES[slug] = build
        return build

    return keep


def plane(name, corners, material):
    return add(name, corners, [(0, 1, 2, 3)], material, smooth=False)


def back_wall(tone, y, wide=60, high=40):
    return plane('wall', [(-wide, y, -20), (wide, y, -20), (wide, y, high), (-wide, y, high)], materials.plaster(tone))


def floor(tone='pale-board', y=(-30, 12), wide=18, board=1.7, z=0.0):
    timber = materials.wood(tone, 'Y', finish=0.35)
    for i in range(-wide, wide + 1):
        box('board', (board, y[1] - y[0], 0.2), timber, (i * (board + 0.012), (y[0] + y[1]) / 2 + 4 + 3.1 * math.sin(i * 7.7), z - 0.1), bevel=0.015)


def sun(strength, direction, colour=(1.0, 0.88, 0.70), soft=1.6):
    """Late sun; direction is where it shines to."""
    lamp = bpy.data.lights.new('sun', 'SUN')
    lamp.energy, lamp.angle, lamp.color = strength, math.radians(soft), colour
    made = bpy.data.objects.new('sun', lamp)
    made.rotation_euler = Vector(direction).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.scene.collection.objects.link(made)


def window(at, wide, high, panes=(2, 3), leaves=True):
    """What stands between the sun and the room: a wall in the plane x = at[0] with a glazed opening, and a tree outside."""
    x, y, z = at
    dark = materials.matter('#8C857A', 0.9)
    for size, place in (((0.6, 60, 30), (x, y - wide / 2 - 30, z)), ((0.6, 60, 30), (x, y + wide / 2 + 30, z)), ((0.6, wide, 30), (x, y, z + high / 2 + 15)), ((0.6, wide, 30), (x, y, z - high / 2 - 15))):
        box('outside', size, dark, place)
    for i in range(1, panes[0]):
        box('bar', (0.4, 0.35, high), dark, (x, y - wide / 2 + wide * i / panes[0], z))
    for i in range(1, panes[1]):
        box('bar', (0.4, wide, 0.3), dark, (x, y, z - high / 2 + high * i / panes[1]))
    if leaves:
        for i in range(4):
            branch((x - 3.0 - 0.4 * i, y + wide * (0.15 * i - 0.55), z - high * 0.6), high * 1.1, seed=30 + i, leaves=16, lean=0.25, size=1.1)


def soft(at, towards, size, watts, colour=(0.90, 0.95, 1.0)):
    return studio.light(at, towards, size, watts, colour)


def bunch(at, stems, tall, seed, size=0.34):
    """An armful of eucalyptus."""
    made = []
    for i in range(stems):
        made += group(branch((0, 0, 0), tall * (0.75 + 0.06 * (i * 5 % 7)), seed=seed + i, leaves=13, lean=0.22 + 0.05 * (i % 3), size=size, tone=('#7F9280', '#8A9A7C', '#73876F')[i % 3]), at, 360 * i / stems + 17 * i)
    return made


def over_rim(x, y):
    """How far a plate's rim lifts the cloth that lies across it."""
    t = min(1.0, max(0.0, (math.hypot(x, y) - 0.62) / 0.33))
    return 0.15 * t * t * (3 - 2 * t)


def setting(x, y, z, colour, side, degrees=0.0, napkin=True, seed=0):
    """One place at a table: dinner plate, side plate, napkin, tumbler."""
    at = (x, y, z)
    group([clay.plate(colour, 2.7)], at)
    group([clay.plate(side, 2.0, 0.2)], (x, y, z + 0.09))
    if napkin:
        fold = cloth('napkin', 0.9, 1.9, materials.linen('#B9A27C' if seed % 2 else '#A9583C', 60), (x, y, z + 0.19), folds=0.05, seed=seed + 3, drape=over_rim)
        turn(fold, z=degrees + 12)


@scene('long-lunch')
def long_lunch():
    top = 7.4
    for i in range(11):
        box('plank', (40.0, 1.49, 0.32), materials.wood('oak'), (2.0 * math.sin(i * 9.1), -9.1 + 1.5 * i, top - 0.16), bevel=0.02)
    back_wall('#D9CDBA', 17)
    runner = cloth('runner', 30.0, 3.2, materials.linen('#CDBFA4', 48), (0, 0.9, top), folds=0.045, seed=2)
    setting(-4.6, -3.3, top, 'sage', 'oat', -8, seed=1)
    setting(1.2, -3.5, top, 'oat', 'sage', 6, seed=2)
    setting(6.9, -3.2, top, 'sage', 'oat', -4, seed=3)
    setting(-2.2, 4.6, top, 'oat', 'tide', 0, seed=4)
    setting(4.4, 4.7, top, 'tide', 'oat', 0, seed=5)
    for x, y, kind in ((-2.8, -1.6, 'clear'), (3.1, -1.7, 'clear'), (8.4, -1.2, 'sea-green'), (-0.6, 3.2, 'sea-green')):
        glassware.tumbler(kind, (x, y, top), x)
    group(glassware.nightwatch_carafe('clear')[:1], (4.6, 0.4, top))
    group(clay.harbour_vase('chalk'), (-0.7, 1.6, top + 0.03))
    bunch((-0.7, 1.6, top + 1.2), 7, 4.4, 5, 0.42)
    group(clay.anchorage_serving_bowl('rust'), (2.6, 1.2, top + 0.03))
    for i, (x, y) in enumerate(((2.2, 1.0), (2.9, 0.9), (2.6, 1.6), (3.1, 1.5))):
        lemon((x, y, top + 0.62 + 0.06 * (i % 2)), 0.30, i + 1)
    group(joinery.thwart_board('walnut'), (-6.2, 1.2, top + 0.03), 18)
    group([loaf((0, 0, 0), 2.3)], (-6.4, 1.2, top + 0.62), 20)
    group(clay.limpet_dishes('ochre')[:2], (6.9, 1.3, top + 0.03))
    window((-26, 2, 17), 17, 15)
    sun(11.0, (1.0, 0.22, -0.42))
    soft((-18, -12, 22), (0, 0, 7), 12, 6500, (1.0, 0.96, 0.90))
    soft((20, -16, 16), (0, 0, 7), 14, 1500)
    studio.sky((0.92, 0.92, 0.92), 0.45)
    studio.camera((5.4, -22.0, 15.2), (0.5, 1.2, 8.3), focus=(0.5, -0.8, 7.8), lens=56, aperture=0.42)


@scene('reading-corner')
def reading_corner():
    back_wall('#B7A48D', 4.5)
    floor('oak', (-34, 4.4))
    box('skirting', (90, 0.2, 1.1), materials.matter('#C3B39D', 0.6, 0.02, vary=0.03), (0, 4.4, 0.55), bevel=0.04)
    group(joinery.ebb_side_table('walnut'), (-0.6, 0.6, 0), 20)
    group(lights.lookout_table_lamp('brass', 300), (-0.9, 0.9, 5.21))
    group(clay.slipway_mug('rust'), (0.55, -0.5, 5.21), -30)
    group(joinery.thole_stool('oak'), (5.2, -0.6, 0), 30)
    books((5.0, -0.6, 4.42), 3, 2, 1.9, lying=True)
    group([clay.bud('oat')], (5.3, -0.5, 5.2))
    group(joinery.picture(0, 4.2, 5.4, '#E6DCC9', '#8F6A4E', lean=False), (4.9, 4.4, 7.0))
    group(clay.shingle_floor_vase('charcoal'), (-5.6, 1.6, 0))
    bunch((-5.6, 1.6, 3.8), 6, 6.4, 60, 0.5)
    soft((-24, -16, 20), (0, 0, 5), 12, 6500, (0.86, 0.91, 1.0))
    soft((16, -18, 12), (0, 0, 5), 12, 2200, (1.0, 0.88, 0.74))
    studio.sky((0.80, 0.84, 0.92), 0.16)
    studio.camera((1.8, -34, 8.2), (0.6, 1.0, 5.5), focus=(-0.6, 0.4, 7), lens=58, aperture=0.32)


@scene('pottery-shelf')
def pottery_shelf():
    back_wall('#DCD2C3', 0)
    timber = materials.wood('oak')
    for z in (0.0, 5.4):
        box('plank', (26.0, 2.2, 0.34), timber, (0, -1.1, z - 0.17), bevel=0.03)
        for x in (-7.4, 0.6, 8.6):
            box('plate', (0.24, 0.06, 1.5), materials.brass('N'), (x, -0.04, z - 1.1), bevel=0.015)
            box('arm', (0.24, 1.7, 0.06), materials.brass('N'), (x, -0.86, z - 0.37), bevel=0.015)
    mugs = [(-6.6, 'sage'), (-5.2, 'oat'), (-3.8, 'rust'), (-2.4, 'tide')]
    for i, (x, colour) in enumerate(mugs):
        group(clay.slipway_mug(colour), (x, -1.1 + 0.08 * (-1) ** i, 0), 10 * (i % 3) - 20)
    for i in range(4):
        group(clay.daymark_bowl(('chalk', 'oat', 'sage', 'charcoal')[i]), (0.1 + 0.02 * i, -1.1, 0.30 * i), 40 * i)
    group(clay.harbour_vase('rust'), (2.6, -1.15, 0))
    group(clay.bollard_espresso_cup('ink')[:1], (4.5, -1.2, 0))
    group(clay.bollard_espresso_cup('chalk')[:1], (4.5, -1.2, 0.58), 60)
    group(clay.bollard_espresso_cup('chalk')[:1], (5.35, -0.9, 0))
    group(clay.mooring_bottle('charcoal'), (6.8, -1.1, 0))
    for i in range(5):
        group([clay.plate(('oat', 'sage', 'oat', 'tide', 'chalk')[i], 2.0, 0.2)], (-5.8, -1.15, 5.4 + 0.13 * i), 30 * i)
    group(clay.moon_jar('white'), (-2.3, -1.45, 5.4))
    for x, colour in ((0.2, 'ink'), (1.2, 'oat')):
        group([clay.bud(colour)], (x, -1.1, 5.4))
    group(branch((0, 0, 0.5), 2.4, seed=4, leaves=12, lean=0.3, size=0.34), (1.2, -1.1, 5.4), 200)
    group(clay.capstan_fruit_bowl('charcoal'), (3.6, -1.3, 5.4))
    group(clay.groyne_vase('ochre'), (6.3, -1.1, 5.4))
    window((-16, -14, 12), 14, 13, (2, 2))
    sun(9.0, (0.86, 0.80, -0.52))
    soft((-10, -20, 12), (0, 0, 3), 8, 1900, (1.0, 0.96, 0.9))
    soft((16, -18, 8), (0, 0, 3), 12, 700)
    studio.sky((0.86, 0.90, 0.95), 0.30)
    studio.camera((0.4, -28.0, 5.4), (0.2, 0, 4.2), focus=(0.3, -1.3, 3.0), lens=60, aperture=0.30)


@scene('windowsill')
def windowsill():
    box('sill', (40, 5.0, 0.6), materials.wood('oak'), (0, -1.0, -0.3), bevel=0.06)
    plane('under', [(-40, -3.4, -14), (40, -3.4, -14), (40, -3.4, -0.6), (-40, -3.4, -0.6)], materials.plaster('#DDD5C8'))
    frame = materials.matter('#E9E4DA', 0.45, 0.02, vary=0.03)
    for x in (-13.5, -4.6, 4.6, 13.5):
        box('post', (0.55, 0.6, 24), frame, (x, 1.6, 11), bevel=0.06)
    for z in (0.35, 8.6):
        box('bar', (40, 0.6, 0.55), frame, (0, 1.6, z), bevel=0.06)
    add('sky', [(-60, 26, -20), (60, 26, -20), (60, 26, 40), (-60, 26, 40)], [(0, 1, 2, 3)], outdoors(), smooth=False)
    group(glassware.eddy_vase('sea-green'), (-4.4, -0.6, 0))
    group(branch((0, 0, 1.4), 4.2, seed=4, leaves=13, lean=0.3, size=0.46), (-4.4, -0.6, 0.2), 150)
    group(glassware.eddy_vase('amber'), (-1.9, -0.9, 0))
    group(clay.mooring_bottle('oat'), (0.3, -0.4, 0))
    group(clay.herb_trio('terracotta'), (4.2, -0.9, 0), -6)
    group(glassware.ripple_tumblers('clear'), (-7.2, -1.4, 0), 20)
    lemon((-5.6, -2.3, 0.26), 0.3, 2)
    soft((-14, -16, 16), (0, 0, 2), 14, 1500, (1.0, 0.97, 0.92))
    soft((0, 12, 16), (0, -1, 0), 18, 5200, (1.0, 0.95, 0.86))
    studio.sky((0.86, 0.90, 0.95), 0.45)
    studio.camera((-1.4, -20.5, 4.6), (-0.6, 0, 2.5), focus=(-1.2, -1.1, 2), lens=62, aperture=0.34)


def outdoors():
    """A garden far out of focus behind a window."""
    g = Graph('outdoors')
    where = g.object_space(vary=False)
    height = g.height()
    clouds = g.noise(where, 0.055, 3.0)
    green = g.ramp(g.noise(where, 0.12, 4.0), [(0.3, linear('#73836A')), (0.5, linear('#A5B091')), (0.7, linear('#D5DAC6'))])
    high = g.remap(g.math('ADD', height, g.math('MULTIPLY', clouds, 14.0)), 6.0, 18.0)
    colour = g.mix(high, green, linear('#F3F1E8'))
    g.set(Base_Color=(0, 0, 0), Emission_Color=colour, Emission_Strength=1.9, Roughness=1.0)
    return g.material


@scene('candlelight')
def candlelight():
    for i in range(9):
        box('plank', (40.0, 1.6, 0.32), materials.wood('walnut'), (1.7 * math.sin(i * 5.3), -5.5 + 1.61 * i, -0.16), bevel=0.02)
    back_wall('#8A7260', 12)
    cloth('runner', 26, 3.4, materials.linen('#A8927A', 48), (0, 0.6, 0), folds=0.05, seed=7)
    for x, y, high, colour, value in ((-3.6, 0.8, 1.8, 'ivory', 'brass'), (-2.0, 1.9, 2.6, 'rust', 'brass'), (2.6, 1.6, 2.2, 'ivory', 'brass'), (4.2, 0.4, 1.5, 'ink', 'blackened-steel')):
        group(lights.candlestick(value, high=high) + lights.lit_taper(colour, (0, 0, high - 0.16)), (x, y, 0.03))
    group(chandlery.pillar('ivory', 1.8, 0.36, seed=1), (0.0, 0.5, 0.04))
    group(chandlery.pillar('rust', 1.1, 0.36, seed=2), (0.95, -0.3, 0.04))
    group(chandlery.pillar('sage', 0.8, 0.36, seed=3), (-0.9, -0.5, 0.04))
    group(clay.sprat_tealights('white'), (2.9, -1.6, 0.02))
    group(clay.sprat_tealights('celadon'), (-4.6, -1.8, 0.0), 70)
    setting(-0.4, -4.3, 0, 'charcoal', 'oat', 20, seed=8)
    group([glassware.tumbler('smoke', (0, 0, 0), 5)], (1.9, -3.0, 0))
    group(clay.mooring_bottle('ink'), (6.6, 2.4, 0))
    bunch((6.6, 2.4, 2.3), 2, 2.6, 90, 0.4)
    soft((-16, -8, 16), (0, 0, 1), 9, 2600, (0.84, 0.88, 1.0))
    studio.sky((0.7, 0.72, 0.8), 0.10)
    studio.camera((0.8, -18.4, 7.6), (0.3, 0.4, 1.3), focus=(0.2, -0.2, 1.4), lens=60, aperture=0.34)


@scene('hallway')
def hallway():
    back_wall('#CFC4B2', 4)
    floor('oak', (-34, 3.9))
    box('skirting', (90, 0.2, 1.2), materials.matter('#D6CDBE', 0.6, 0.02, vary=0.03), (0, 3.9, 0.6), bevel=0.04)
    group(joinery.promenade_bench('oak'), (-1.0, 1.2, 0))
    group(joinery.belay_peg_rail('walnut'), (-2.2, 4.0, 14.2))
    group(lights.tally_catchall('brass'), (1.6, 1.2, 4.5))
    books((-5.4, 1.0, 4.5), 3, 4, 2.3, lying=True)
    group(clay.harbour_vase('chalk'), (-3.4, 1.3, 4.5))
    bunch((-3.4, 1.3, 6.2), 5, 4.0, 44, 0.42)
    group(clay.shingle_floor_vase('terracotta'), (8.0, 1.4, 0))
    bunch((8.0, 1.4, 3.6), 6, 6.6, 70, 0.5)
    group(timepieces.tideline_wall_clock('ash'), (5.6, 4.0, 14.6))
    window((-24, -10, 15), 15, 17)
    sun(10.0, (0.92, 0.62, -0.50))
    soft((-18, -18, 18), (0, 0, 6), 11, 5200, (1.0, 0.96, 0.90))
    soft((18, -20, 12), (0, 0, 6), 14, 1600)
    studio.sky((0.86, 0.90, 0.95), 0.32)
    studio.camera((2.4, -40, 9.4), (1.2, 1, 7.4), focus=(0, 1, 6), lens=56, aperture=0.30)


@scene('desk')
def desk():
    back_wall('#BFC2B4', 4.2)
    floor('pale-board', (-30, 4.1))
    group(joinery.cutter_writing_desk('walnut'), (0, 0.8, 0))
    top = 7.5
    group(lights.jetty_task_lamp('brass'), (-3.6, 1.6, top), 8)
    group(timepieces.bosun_desk_clock('ash'), (1.5, 1.9, top), -14)
    group(lights.halyard_valet_tray('tan'), (3.6, 0.5, top), 12)
    books((3.2, 2.2, top), 3, 6, 2.2, lying=True)
    group([clay.bud('ink')], (3.4, 2.2, top + 0.8))
    group(branch((0, 0, 0.5), 2.2, seed=4, leaves=11, lean=0.3, size=0.32), (3.4, 2.2, top + 0.8), 60)
    box('notebook', (2.0, 2.7, 0.16), materials.leather('black'), (-0.6, -0.6, top + 0.08), bevel=0.04).rotation_euler = (0, 0, 0.12)
    group(clay.slipway_mug('sage'), (1.4, -0.5, top), -24)
    group(joinery.thole_stool('walnut'), (0.6, -4.2, 0), 15)
    group(joinery.picture(0, 3.4, 4.4, '#EBE3D3', '#55748A', lean=False), (2.8, 4.1, 10.2))
    window((-24, -6, 15), 14, 16)
    sun(9.5, (0.95, 0.45, -0.46))
    soft((-16, -16, 18), (0, 0, 8), 11, 3600, (1.0, 0.96, 0.90))
    soft((18, -18, 12), (0, 0, 8), 14, 1200)
    studio.sky((0.86, 0.90, 0.95), 0.30)
    studio.camera((3.4, -24, 11.6), (0.1, 1, 9.0), focus=(0, 0.8, 8), lens=54, aperture=0.30)


@scene('breakfast')
def breakfast():
    cloth('bed', 60, 44, materials.linen('#E3DACA', 40), (0, 0, -0.5), folds=0.55, seed=5)
    group(joinery.ferry_tray('walnut'), (0, 0, 0.25), 14)
    z = 0.42
    group(clay.pilot_cup_and_saucer('white'), (-1.2, -0.6, z), 30)
    group([clay.plate('oat', 2.0, 0.2)], (0.75, 0.15, z))
    group([loaf((0, 0, 0), 1.3)], (0.7, 0.2, z + 0.42), 50)
    group(clay.limpet_dishes('ochre')[:1], (2.0, 0.9, z))
    group([clay.bud('sage')], (-1.2, 1.25, z))
    group(branch((0, 0, 0.5), 1.9, seed=4, leaves=11, lean=0.3, size=0.3), (-1.2, 1.25, z), 80)
    napkin = cloth('napkin', 1.3, 1.9, materials.linen('#B9826A', 60), (-0.05, -0.2, z), folds=0.06, seed=12)
    turn(napkin, z=30)
    books((4.2, 2.6, 0.2), 2, 3, 2.6, lying=True)
    window((-16, 2, 13), 11, 11, (2, 2))
    sun(8.0, (1.0, -0.12, -0.62))
    soft((-12, -6, 16), (0, 0, 0), 8, 1700, (1.0, 0.96, 0.90))
    soft((14, 2, 14), (0, 0, 0), 10, 800)
    studio.sky((0.86, 0.90, 0.95), 0.35)
    studio.camera((0.4, -9.4, 15.0), (0.1, 0.15, 0.4), lens=62, aperture=0.30)
