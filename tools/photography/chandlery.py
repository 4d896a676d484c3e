"""What the chandlery pours and dips. Lengths are decimetres."""

import math

import materials
from clay import flame
from registry import WAX, product
from shapes import solid, tube, turn


def pillar(value, high, radius, at=(0, 0, 0), lit=True, seed=0):
    """A pillar candle with a rounded shoulder and a melted pool around its wick."""
    r = radius
    line = [(r - 0.03, 0.0), (r, 0.03), (r, 0.03), (r, high - 0.06), (r - 0.02, high - 0.01), (r - 0.06, high), (r - 0.10, high - 0.03), (r * 0.5, high - 0.075), (0.03, high - 0.085)]
    made = [solid('pillar', line, materials.wax(WAX[value], high - 0.05 if lit else None), at, wobble=0.006, seed=seed)]
    if lit:
        made += flame((at[0], at[1], at[2] + high), 0.9)
    return made


@product('groundswell-pillar', pitch=10, fill=(0.56, 0.56), mood=0.85)
def groundswell_pillar(value):
    return pillar(value, 1.8, 0.35, (-0.36, 0.18, 0), seed=1) + pillar(value, 1.0, 0.35, (0.44, -0.12, 0), seed=2)


def taper(value, at, lean=0.0, lit=None):
    line = [(0.095, 0.0), (0.108, 0.03), (0.112, 0.4), (0.10, 1.6), (0.078, 2.55), (0.055, 2.72), (0.02, 2.80)]
    return solid('taper', line, materials.wax(WAX[value], lit), at, wobble=0.01, seed=at[0], steps=48)


@product('dinner-tapers', pitch=34, yaw=16, fill=(0.88, 0.66), rise=0.0)
def dinner_tapers(value):
    made = []
    for i in range(4):
        candle = taper(value, (0, 0, 0))
        turn(candle, y=90, z=2.5 * (-1, 1.2, -0.4, 0.8)[i])
        candle.location = (-1.4 + 0.06 * (-1) ** i, -0.36 + 0.24 * i, 0.112)
        made += [candle, tube('wick', [(1.38, -0.36 + 0.24 * i, 0.112), (1.50, -0.35 + 0.24 * i, 0.125), (1.60, -0.33 + 0.24 * i, 0.11)], 0.012, materials.matter('#EFE8DA', 0.9), sides=8)]
    twine = materials.matter('#B79F78', 0.95, 0.6, 90.0, 0.2)
    for x in (-0.16, -0.10, -0.04):
        loop = [(x + 0.01 * math.sin(5 * a), 0.50 * math.copysign(abs(math.cos(a)) ** 0.5, math.cos(a)), 0.125 + 0.135 * math.copysign(abs(math.sin(a)) ** 0.5, math.sin(a))) for a in [math.tau * i / 60 for i in range(60)]]
        made.append(tube('twine', loop, 0.02, twine, closed=True, sides=10))
    return made
