"""What the glasshouse blows. Lengths are decimetres."""

import math

import bpy

import materials
from botany import branch
from registry import product
from shapes import disc, group, pot, solid


def water(name, points, at=(0, 0, 0)):
    """A body of water that fills a glass to its inner wall."""
    made = solid(name, points, materials.glass('clear'), at, steps=96)
    return made


@product('eddy-vase', crop=False)
def eddy_vase(value):
    line = [(0.40, 0.0), (0.46, 0.02), (0.58, 0.12), (0.83, 0.62), (0.80, 1.05), (0.45, 1.62), (0.27, 1.95), (0.27, 2.15), (0.38, 2.40)]
    return [pot('eddy', line, materials.glass(value), wall=0.055, floor=0.16, wobble=0.012)]


def tumbler(value, at, seed=0):
    line = [(0.30, 0.0), (0.335, 0.02), (0.355, 0.08), (0.39, 0.5), (0.41, 0.95)]

    def ribs(angle, z, r):
        return r + (0.010 * math.cos(angle * 16) * min(1.0, max(0.0, (0.85 - z) * 4)) if r > 0.2 else 0.0)

    return pot('tumbler', line, materials.glass(value), wall=0.028, floor=0.10, at=at, wobble=0.006, seed=seed, steps=192, warp=ribs)


@product('ripple-tumblers', pitch=15, fill=(0.62, 0.5), crop=False)
def ripple_tumblers(value):
    return [tumbler(value, (-0.42, 0.18, 0), 1), tumbler(value, (0.44, -0.22, 0), 2)]


@product('nightwatch-carafe', pitch=11, fill=(0.6, 0.64), crop=False)
def nightwatch_carafe(value):
    line = [(0.42, 0.0), (0.46, 0.02), (0.51, 0.10), (0.525, 0.6), (0.48, 1.05), (0.30, 1.36), (0.255, 1.55), (0.27, 1.68), (0.30, 1.70)]
    carafe = pot('carafe', line, materials.glass(value), wall=0.03, floor=0.08, wobble=0.006)
    cup = pot('cup', [(0.36, 0.0), (0.355, -0.02), (0.355, -0.5), (0.33, -0.68), (0.28, -0.72)][::-1], materials.glass(value), wall=0.024, floor=-0.68, at=(0, 0, 1.98), wobble=0.004)
    cup.rotation_euler = (math.pi, 0, 0)
    cup.location = (0, 0, 1.33)
    return [carafe, cup]


@product('lee-hurricane', pitch=9, fill=(0.6, 0.66), mood=0.7, crop=False)
def lee_hurricane(value):
    from chandlery import pillar

    base = solid('base', [(0.66, 0.0), (0.72, 0.02), (0.75, 0.07), (0.75, 0.28), (0.73, 0.34), (0.66, 0.36), (0.3, 0.36)], materials.wood(value), steps=128)
    cylinder = pot('glass', [(0.60, 0.30), (0.605, 0.32), (0.605, 1.5), (0.60, 2.80)], materials.glass('clear'), wall=0.03, floor=0.31, wobble=0.002)
    return [base, cylinder] + pillar('ivory', 1.25, 0.33, (0, 0, 0.36))
