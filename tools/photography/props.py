"""Small company for large things: books, fruit, bread. Never for sale, never in front."""

import math
import random

import materials
from shapes import box, curve, lathe, turn

COVERS = ('#8A4B35', '#D6CBB6', '#46545E', '#A8966F', '#6B705C', '#2F3136', '#B9A48C', '#7A5C4A')


def books(at, count, seed=0, high=2.0, lying=False):
    """A short row of cloth-bound books standing along x, or a stack of them."""
    chance, made, run = random.Random(seed), [], 0.0
    for i in range(count):
        tall, thick, deep = high * chance.uniform(0.82, 1.0), chance.uniform(0.18, 0.36), high * chance.uniform(0.62, 0.72)
        cover = materials.matter(COVERS[(seed * 3 + i * 5) % len(COVERS)], 0.8, 0.25, 60.0, 0.08)
        pages = materials.matter('#E9E0CC', 0.9, 0.3, 80.0, 0.06)
        lean = chance.uniform(-0.6, 0.6)
        if lying:
            place, size, inner = (at[0] + chance.uniform(-0.1, 0.1), at[1], at[2] + run + thick / 2), (tall, deep, thick), (tall - 0.06, deep - 0.02, thick - 0.07)
        else:
            place, size, inner = (at[0] + run + thick / 2, at[1], at[2] + tall / 2), (thick, deep, tall), (thick - 0.07, deep - 0.02, tall - 0.06)
        body = box('book', size, cover, place, bevel=0.025)
        leaves = box('pages', inner, pages, (place[0] + (0.03 if lying else 0), place[1] + (0 if lying else 0.02), place[2] + (0 if lying else 0.035)), bevel=0.01)
        if lying:
            turn(body, z=lean * 8)
            turn(leaves, z=lean * 8)
        made += [body, leaves]
        run += thick + (0.0 if lying else 0.006)
    return made


def lemon(at, size=0.34, seed=0):
    """A lemon with its two tips, lying on its side."""
    peel = materials.matter('#E0AE22', 0.42, 0.35, 26.0, 0.07)
    line = [(0.02, -1.28), (0.12, -1.22), (0.20, -1.10), (0.55, -0.88), (0.86, -0.42), (0.92, 0.0), (0.84, 0.45), (0.52, 0.90), (0.22, 1.10), (0.10, 1.20), (0.03, 1.22)]
    made = lathe('lemon', [(r * size, z * size) for r, z in curve(line, 0.06)], peel, at, steps=64, wobble=0.02, seed=seed)
    return turn(made, x=78 + 12 * (seed % 3), y=10 * seed, z=67 * seed)


def loaf(at, long=2.0):
    """A crusty loaf with four cuts across its back, dusted with flour."""
    line = [(0.05, -1.0), (0.30, -0.93), (0.42, -0.6), (0.46, 0.0), (0.42, 0.6), (0.28, 0.92), (0.05, 1.0)]

    def cuts(angle, z, r):
        across = abs((z / long * 5.2 + 0.35 * math.sin(angle)) % 1.0 - 0.5)
        return r * (1.0 + 0.05 * min(1.0, across * 5) * max(0.0, math.cos(angle - math.pi)) + 0.012 * math.sin(7 * angle + 5 * z))

    made = lathe('loaf', [(r * long / 2, z * long / 2) for r, z in curve(line, 0.02)], materials.crust(), at, steps=120, wobble=0.03, warp=cuts)
    turn(made, y=90, z=14)
    made.scale = (0.80, 1.15, 1.0)
    return made
