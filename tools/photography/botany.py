"""Plants for the pots: leaves on stems, each a little different, the same on every run."""

import math
import random

import bpy
from mathutils import Matrix, Vector

import materials
from shapes import add, through, tube


def blade(long, wide, curl, material, cup=0.15, round_tip=False):
    """One leaf along +x, bent down by curl, folded a little along its midrib."""
    rows, columns = 12, 6
    vertices, uvs = [], []
    for i in range(rows + 1):
        t = i / rows
        half = wide / 2 * (math.sin(math.pi * t**0.8) ** (0.55 if round_tip else 0.85)) + 0.002
        for j in range(columns + 1):
            s = j / columns * 2 - 1
            vertices.append((long * (t - 0.12 * curl * t * t), s * half, -curl * long * 0.55 * t * t + cup * half * abs(s) + 0.02 * wide * math.sin(9 * t + 3 * s)))
            uvs.append((j / columns, t))
    w = columns + 1
    faces = [(i * w + j, i * w + j + 1, (i + 1) * w + j + 1, (i + 1) * w + j) for i in range(rows) for j in range(columns)]
    return add('leaf', vertices, faces, material, uvs=uvs)


def aim(made, at, heading, rise, roll):
    made.matrix_world = (Matrix.Translation(at) @ Matrix.Rotation(heading, 4, 'Z') @ Matrix.Rotation(-rise, 4, 'Y') @ Matrix.Rotation(roll, 4, 'X'))


def copies(first, chance):
    """Copies share one mesh, so that a bush costs no more memory than its leaf."""
    made = bpy.data.objects.new(first.name, first.data)
    bpy.context.scene.collection.objects.link(made)
    return made


def branch(at, long, seed=1, leaves=12, lean=0.35, size=0.2, tone='#7F9280'):
    """A twig of eucalyptus: round leaves in pairs that grow smaller to the tip."""
    chance = random.Random(seed)
    heading = chance.uniform(-0.6, 0.6)
    path = []
    for i in range(9):
        t = i / 8
        path.append((at[0] + lean * long * t**1.7 * math.cos(heading), at[1] + lean * long * t**1.7 * math.sin(heading) + 0.02 * math.sin(5 * t), at[2] + long * t * (1 - 0.10 * t)))
    made = [tube('twig', through(path, 0.06), 0.020, materials.matter('#6B5A45', 0.8), sides=10, taper=lambda t: 1.0 - 0.7 * t)]
    green = materials.leaf(tone)
    first = blade(1.0, 0.85, 0.25, green, round_tip=True)
    made.append(first)
    for i in range(leaves):
        t = 0.34 + 0.66 * i / max(1, leaves - 1)
        k = min(7, int(t * 8))
        f = t * 8 - k
        spot = Vector(path[k]).lerp(Vector(path[k + 1]), f)
        for side in (0.0, math.pi):
            one = first if i == 0 and side == 0 else copies(first, chance)
            if one is not first:
                made.append(one)
            aim(one, spot, i * 1.45 + side + chance.uniform(-0.3, 0.3), chance.uniform(0.2, 0.9), chance.uniform(-0.9, 0.9))
            one.scale = [size * (1.15 - 0.6 * t) * chance.uniform(0.85, 1.15)] * 3
    return made


def houseplant(at, high, seed=1, tone='#3F5E3A'):
    """A rubber fig: a few stems with large, leathery leaves."""
    chance = random.Random(seed)
    made, green = [], materials.leaf(tone)
    first = None
    for s in range(3):
        tall = high * (1.0, 0.78, 0.58)[s]
        lean, turned = chance.uniform(0.05, 0.16) * (s + 0.4), chance.uniform(0, math.tau)
        path = [(at[0] + 0.12 * math.cos(turned + 2) + lean * tall * t * t * math.cos(turned), at[1] + 0.12 * math.sin(turned + 2) + lean * tall * t * t * math.sin(turned), at[2] - 0.1 + tall * t) for t in [i / 8 for i in range(9)]]
        made.append(tube('stem', through(path, 0.08), 0.045, materials.matter('#5A4B36', 0.8), sides=12, taper=lambda t: 1.0 - 0.6 * t))
        for i in range(int(4 + tall * 2.6)):
            t = 0.25 + 0.75 * i / (3 + tall * 2.6)
            k = min(7, int(t * 8))
            spot = Vector(path[k]).lerp(Vector(path[k + 1]), min(1.0, t * 8 - k))
            one = blade(1.0, 0.46, 0.45, green) if first is None else copies(first, chance)
            first = first or one
            made.append(one)
            aim(one, spot, turned + i * 2.4 + chance.uniform(-0.3, 0.3), 0.25 + 0.75 * t + chance.uniform(-0.15, 0.15), chance.uniform(-0.3, 0.3))
            one.scale = [high * 0.42 * (1.05 - 0.45 * t) * chance.uniform(0.8, 1.1)] * 3
    return made


def herb(at, high, seed=1, stems=14, spread=0.4, droop=0.0, tone='#5E7B3C', size=0.2):
    """A bushy herb: many thin stems with small leaves in pairs."""
    chance = random.Random(seed)
    made, green = [], materials.leaf(tone, 0.5)
    stalk = materials.matter('#6E7B45', 0.7)
    first = None
    for s in range(stems):
        turned, out = chance.uniform(0, math.tau), spread * math.sqrt(chance.random())
        tall = high * chance.uniform(0.6, 1.0) * (1 - 0.35 * out / spread)
        x, y = at[0] + out * math.cos(turned) * 0.7, at[1] + out * math.sin(turned) * 0.7
        flare = (0.25 + 0.5 * out / spread) * (1 + droop)
        path = [(x + flare * tall * t * t * math.cos(turned), y + flare * tall * t * t * math.sin(turned), at[2] - 0.05 + tall * (t - droop * 1.5 * (out / spread) * t * t)) for t in [i / 6 for i in range(7)]]
        made.append(tube('stalk', through(path, 0.08), 0.014, stalk, sides=8, taper=lambda t: 1.0 - 0.5 * t))
        pairs = int(3 + tall * 4)
        for i in range(pairs):
            t = 0.25 + 0.75 * i / max(1, pairs - 1)
            k = min(5, int(t * 6))
            spot = Vector(path[k]).lerp(Vector(path[k + 1]), min(1.0, t * 6 - k))
            for side in (0.0, math.pi):
                one = blade(1.0, 0.52, 0.35, green) if first is None else copies(first, chance)
                first = first or one
                made.append(one)
                aim(one, spot, turned + i * 1.57 + side + chance.uniform(-0.3, 0.3), chance.uniform(0.1, 0.8), chance.uniform(-0.4, 0.4))
                one.scale = [size * (1.0 if i < pairs - 1 else 0.65) * chance.uniform(0.7, 1.2)] * 3
    return made


def soil(radius, at):
    """Dark potting earth, not quite level."""
    from mathutils import noise

    vertices, rings, steps = [(0, 0, 0.02)], 14, 48
    for i in range(1, rings + 1):
        for s in range(steps):
            a, r = math.tau * s / steps, radius * i / rings
            x, y = r * math.cos(a), r * math.sin(a)
            vertices.append((x, y, 0.05 * noise.noise((x * 5, y * 5, radius)) + 0.03 * noise.noise((x * 14, y * 14, 1.0))))
    faces = [(0, 1 + s, 1 + (s + 1) % steps) for s in range(steps)]
    faces += [(1 + (i - 1) * steps + s, 1 + i * steps + s, 1 + i * steps + (s + 1) % steps, 1 + (i - 1) * steps + (s + 1) % steps) for i in range(1, rings) for s in range(steps)]
    return add('soil', vertices, faces, materials.matter('#2A1D13', 0.95, 0.9, 16.0, 0.5), at)
