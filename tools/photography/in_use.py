"""Second views of what says little from close by: large and flat things, with what is put on them at home. Lengths are decimetres."""

import clay
import joinery
import lights
from botany import branch
from props import books, lemon
from registry import SITTINGS
from shapes import group


def in_use(slug, **camera):
    """The product in its first colour, and what the decorated function puts on it."""

    def keep(put):
        sitting = SITTINGS[slug]
        sitting.second = lambda shot: sitting.build(shot.value) + put()
        sitting.second_camera = {'blur': 0.14, **camera}
        return put

    return keep


def armful(at, tall):
    """A chalk vase with eucalyptus."""
    made = clay.harbour_vase('chalk')
    for i in range(7):
        made += group(branch((0, 0, 0.4), tall * (0.8 + 0.05 * (3 * i % 5)), seed=20 + i, leaves=13, lean=0.20 + 0.05 * (i % 3), size=0.36), degrees=360 * i / 7 + 15 * i)
    return group(made, at)


@in_use('promenade-bench', pitch=17, yaw=50, fill=(0.84, 0.74))
def on_the_bench():
    return armful((-3.4, 0.1, 4.5), 4.6) + books((-0.3, -0.2, 4.5), 3, seed=3, high=2.6, lying=True)


@in_use('wharf-dining-table', pitch=24, yaw=54, fill=(0.90, 0.72))
def laid_table():
    made = armful((-1.2, 0.2, 7.4), 5.0)
    for x, y, colour in ((-4.6, -2.9, 'sage'), (0.6, -2.9, 'oat'), (5.6, -2.9, 'tide'), (-4.6, 2.9, 'oat'), (4.2, 2.9, 'sage')):
        made += group([clay.plate(colour, 2.7)], (x, y, 7.4)) + group([clay.plate('oat' if colour != 'oat' else 'sage', 2.0, 0.2)], (x, y, 7.49))
    return made + group(clay.anchorage_serving_bowl('rust'), (3.0, 0.1, 7.4))


@in_use('cutter-writing-desk', pitch=19, yaw=48, fill=(0.88, 0.76))
def at_the_desk():
    lamp = group(lights.jetty_task_lamp('brass'), (-3.9, 1.5, 7.5), 8)
    next(part for part in lamp if part.name.startswith('cable')).hide_render = True  # it lies on the floor
    mug = group(clay.slipway_mug('sage'), (1.5, -0.4, 7.5), -40)
    return lamp + mug + books((3.6, 1.2, 7.5), 3, seed=5, high=2.4, lying=True) + group(clay.stem_bud_vase('ink'), (3.6, 1.2, 8.4))


@in_use('ferry-tray', pitch=34, yaw=-24, fill=(0.88, 0.66))
def breakfast_tray():
    return group(clay.pilot_cup_and_saucer('white'), (-1.1, -0.3, 0.15), 10) + group(clay.stem_bud_vase('sage'), (1.45, 0.75, 0.15)) + group([clay.plate('oat', 1.9)], (0.75, -0.55, 0.15))


@in_use('sandbar-tray', pitch=26, yaw=-22, fill=(0.84, 0.66))
def candle_and_flower():
    return group(clay.low_tide_candle('fig-leaf'), (-0.75, 0, 0.12)) + group(clay.stem_bud_vase('ink'), (0.85, 0.05, 0.12), 30)


@in_use('long-reach-platter', pitch=36, yaw=-8, fill=(0.88, 0.64))
def lemons_on_the_platter():
    return [lemon((-0.95, 0.35, 0.38), seed=1), lemon((-0.25, -0.20, 0.38), seed=2), lemon((0.55, -0.05, 0.38), seed=4), lemon((0.20, 0.45, 0.38), seed=5)]


@in_use('groyne-vase', pitch=12, yaw=-14, fill=(0.80, 0.80))
def straight_stems():
    made = []
    for i in range(6):
        made += group(branch((0, 0, 0.6), 4.0 + 0.25 * (i * 2 % 5), seed=50 + i, leaves=12, lean=0.16 + 0.04 * (i % 3), size=0.34), degrees=60 * i + 11)
    return made


@in_use('capstan-fruit-bowl', pitch=24, yaw=-12, fill=(0.84, 0.66))
def lemons_in_the_bowl():
    return [lemon((-0.45, 0.15, 1.22), seed=1), lemon((0.40, 0.30, 1.22), seed=2), lemon((0.05, -0.45, 1.20), seed=4)]
