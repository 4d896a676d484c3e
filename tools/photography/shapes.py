"""Geometry of things made by hand. Lengths are decimetres; every function answers a Blender object."""

import math
import random

import bmesh
import bpy
from mathutils import Matrix, Vector


def add(name, vertices, faces, material, at=(0, 0, 0), uvs=None, smooth=True):
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    if uvs:
        layer = mesh.uv_layers.new(name='uv')
        for loop in mesh.loops:
            layer.data[loop.index].uv = uvs[loop.vertex_index]
    return place(name, mesh, material, at, smooth)


def place(name, mesh, material, at, smooth=True):
    if smooth:
        mesh.polygons.foreach_set('use_smooth', [True] * len(mesh.polygons))
    mesh.materials.append(material)
    made = bpy.data.objects.new(name, mesh)
    made.location = at
    bpy.context.scene.collection.objects.link(made)
    return made


def turn(made, x=0.0, y=0.0, z=0.0):
    """Rotates an object by degrees."""
    made.rotation_euler = tuple(math.radians(a) for a in (x, y, z))
    return made


def curve(points, fineness=0.02):
    """A smooth line through (r, z) points. A point given twice is a corner."""
    runs, current = [], [points[0]]
    for before, point in zip(points, points[1:]):
        if point == before:
            runs.append(current)
            current = [point]
        else:
            current.append(point)
    runs.append(current)
    line = []
    for run in runs:
        padded = [run[0]] + run + [run[-1]]
        for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:]):
            steps = max(2, min(40, int(math.dist(p1, p2) / fineness)))
            for i in range(steps):
                t = i / steps
                line.append(tuple(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
                                  for a, b, c, d in zip(p0, p1, p2, p3)))
        line.append(run[-1])
    return [p for i, p in enumerate(line) if i == 0 or math.dist(p, line[i - 1]) > 1e-5]


def lathe(name, profile, material, at=(0, 0, 0), steps=144, wobble=0.0, seed=0, oval=1.0, warp=None):
    """Turns a line of (r, z) around z. wobble is the imperfection of a thrown pot as a share of its radius;
    warp(angle, z, r) may answer another radius (ribs, facets)."""
    chance = random.Random(f'{name}{seed}')
    phases = [chance.uniform(0, math.tau) for _ in range(6)]
    top = max(z for _, z in profile) or 1.0
    vertices, uvs = [], []
    run = 0.0
    for i, (r, z) in enumerate(profile):
        run += math.dist(profile[i], profile[i - 1]) if i else 0.0
        for s in range(steps + 1):
            angle = math.tau * s / steps
            radius = warp(angle, z, r) if warp else r
            share = wobble * (0.6 * math.sin(2 * angle + phases[0] + z * 0.8) + 0.3 * math.sin(3 * angle + phases[1] - z * 0.5)
                              + 0.25 * math.sin(angle + phases[2] + z * 3.0) + 0.15 * math.sin(z * 9 + phases[4]))
            radius *= 1 + share
            lift = wobble * 0.5 * z * math.sin(angle + phases[3]) * (r / (r + 0.3))
            vertices.append((radius * math.cos(angle) * oval, radius * math.sin(angle), z + lift * (z / top)))
            uvs.append((r * angle, run))
    width = steps + 1
    faces = [(i * width + s, i * width + s + 1, (i + 1) * width + s + 1, (i + 1) * width + s)
             for i in range(len(profile) - 1) for s in range(steps)]
    made = add(name, vertices, faces, material, at, uvs)
    join_seam(made.data)
    return made


def join_seam(mesh):
    grid = bmesh.new()
    grid.from_mesh(mesh)
    bmesh.ops.remove_doubles(grid, verts=grid.verts, dist=1e-4)
    grid.to_mesh(mesh)
    grid.free()
    mesh.polygons.foreach_set('use_smooth', [True] * len(mesh.polygons))


def hollow(outer, wall, floor):
    """The closed line of a pot: its outside, a rounded lip, its inside at a wall's distance, and its floor."""
    normals = []
    for i in range(len(outer)):
        (r0, z0), (r1, z1) = outer[max(0, i - 1)], outer[min(len(outer) - 1, i + 1)]
        long = math.hypot(r1 - r0, z1 - z0) or 1.0
        normals.append(((z1 - z0) / long, -(r1 - r0) / long))
    (lip_r, lip_z), (nr, nz) = outer[-1], normals[-1]
    centre = (lip_r - nr * wall / 2, lip_z - nz * wall / 2)
    start = math.atan2(nz, nr)
    lip = [(centre[0] + wall / 2 * math.cos(start + math.pi * k / 8), centre[1] + wall / 2 * math.sin(start + math.pi * k / 8)) for k in range(1, 8)]
    inner = [(max(0.02, r - nr * wall), z - nz * wall) for (r, z), (nr, nz) in zip(outer, normals)]
    inside, lowest = [], math.inf
    for r, z in reversed(inner):
        if z < floor:
            break
        if z < lowest + wall * 0.5:
            inside.append((r, z))
            lowest = min(lowest, z)
    edge, height = inside[-1]
    bend = min(edge * 0.5, 0.12)
    corner = [(edge - bend * (1 - math.cos(a)), max(floor, height - (height - floor) * math.sin(a))) for a in [math.pi / 12 * k for k in range(1, 7)]]
    return [(0.0, outer[0][1] + 0.01)] + outer + lip + inside + corner + [(0.0, corner[-1][1])]


def pot(name, points, material, wall=0.05, floor=0.1, at=(0, 0, 0), **more):
    """A vessel from the points of its outside, foot to rim."""
    return lathe(name, hollow(curve(points), wall, floor), material, at, **more)


def solid(name, points, material, at=(0, 0, 0), **more):
    """A turned solid from the points of its outside, bottom to top."""
    line = curve(points)
    return lathe(name, [(0.0, line[0][1])] + line + [(0.0, line[-1][1])], material, at, **more)


def disc(name, radius, material, at):
    """A flat round thing, such as the coffee in a cup; its edge hides in the wall around it."""
    return lathe(name, [(0.0, 0.0), (radius * 0.5, 0.0), (radius, 0.001)], material, at, steps=96)


def box(name, size, material, at=(0, 0, 0), bevel=0.03, segments=3):
    """A board with eased edges; at is the centre."""
    grid = bmesh.new()
    bmesh.ops.create_cube(grid, size=1.0)
    bmesh.ops.scale(grid, vec=size, verts=grid.verts)
    bevel = min(bevel, min(size) * 0.45)
    bmesh.ops.bevel(grid, geom=grid.edges[:], offset=bevel, segments=segments, profile=0.5, affect='EDGES')
    return finish(name, grid, material, at)


def prism(name, outline, depth, material, at=(0, 0, 0), bevel=0.03, segments=3):
    """An outline in the xz plane, pulled along y and eased; at is the middle of its depth."""
    grid = bmesh.new()
    front = [grid.verts.new((x, -depth / 2, z)) for x, z in outline]
    face = grid.faces.new(front)
    pulled = bmesh.ops.extrude_face_region(grid, geom=[face])
    bmesh.ops.translate(grid, vec=(0, depth, 0), verts=[v for v in pulled['geom'] if isinstance(v, bmesh.types.BMVert)])
    bmesh.ops.recalc_face_normals(grid, faces=grid.faces)
    sharp = [e for e in grid.edges if len(e.link_faces) == 2 and e.calc_face_angle(0) > math.radians(35)]
    bmesh.ops.bevel(grid, geom=sharp, offset=bevel, segments=segments, profile=0.5, affect='EDGES')
    return finish(name, grid, material, at)


def finish(name, grid, material, at):
    mesh = bpy.data.meshes.new(name)
    grid.to_mesh(mesh)
    grid.free()
    made = place(name, mesh, material, at)
    made.modifiers.new('even', 'WEIGHTED_NORMAL').keep_sharp = True
    return made


def tube(name, path, radius, material, at=(0, 0, 0), sides=20, flat=1.0, taper=None, closed=False):
    """A rod swept along points. flat squeezes it sideways; taper(t) scales it along its length (t from 0 to 1)."""
    points = [Vector(p) for p in path]
    count = len(points)
    vertices, uvs = [], []
    up = None
    for i, point in enumerate(points):
        before = points[(i - 1) % count] if closed else points[max(0, i - 1)]
        after = points[(i + 1) % count] if closed else points[min(count - 1, i + 1)]
        along = (after - before).normalized()
        if up is None:
            up = along.cross(Vector((0, 1, 0.01))).normalized()
        up = (up - along * up.dot(along)).normalized()
        side = along.cross(up)
        scale = radius * (taper(i / (count - 1)) if taper else 1.0)
        for s in range(sides):
            angle = math.tau * s / sides
            vertices.append(tuple(point + up * (math.cos(angle) * scale) + side * (math.sin(angle) * scale * flat)))
            uvs.append((s / sides, i / count))
    rings = count if closed else count - 1
    faces = [(i * sides + s, i * sides + (s + 1) % sides, ((i + 1) % count) * sides + (s + 1) % sides, ((i + 1) % count) * sides + s)
             for i in range(rings) for s in range(sides)]
    if not closed:
        faces += [tuple(reversed(range(sides))), tuple(range((count - 1) * sides, count * sides))]
    return add(name, vertices, faces, material, at, uvs)


def through(points, fineness=0.03):
    """Many points on a smooth path through a few, in three dimensions."""
    return curve([tuple(p) for p in points], fineness)


def handle(name, top, bottom, reach, material, at=(0, 0, 0), radius=0.05, flat=1.5, inset=0.045):
    """A pulled handle between two points (x, z) of a pot's wall, thicker where it meets the pot."""
    (x0, z0), (x1, z1) = top, bottom
    high = z0 - z1
    path = through([(x0 - inset, 0, z0 - 0.02), (x0 + reach * 0.30, 0, z0 + high * 0.08), (x0 + reach * 0.72, 0, z0 + high * 0.02), (x0 + reach, 0, z0 - high * 0.28),
                    (x0 + reach * 0.93, 0, z0 - high * 0.58), (x1 + reach * 0.58, 0, z1 + high * 0.12), (x1 + reach * 0.20, 0, z1 - high * 0.02), (x1 - inset, 0, z1 - high * 0.02)])
    return tube(name, path, radius, material, at, flat=flat, taper=lambda t: 1.0 + 0.3 * abs(2 * t - 1) ** 8 - 0.12 * t)


def leg(name, start, end, thick, thin, material, square=False, bevel=0.02):
    """A tapered leg between two points, thick at the start. square answers a four-sided one."""
    start, end = Vector(start), Vector(end)
    long = (end - start).length
    if square:
        grid = bmesh.new()
        bmesh.ops.create_cube(grid, size=1.0)
        for v in grid.verts:
            side = thick if v.co.z < 0 else thin
            v.co = Vector((v.co.x * side * 2, v.co.y * side * 2, (v.co.z + 0.5) * long))
        bmesh.ops.bevel(grid, geom=grid.edges[:], offset=bevel, segments=3, profile=0.5, affect='EDGES')
        made = finish(name, grid, material, start)
    else:
        made = solid(name, [(thick - bevel, 0.0), (thick, bevel), (thick, bevel), (thin, long - bevel), (thin, long - bevel), (thin - bevel, long)], material, start, steps=48)
    made.rotation_euler = (end - start).to_track_quat('Z', 'Y').to_euler()
    return made


def cloth(name, width, depth, material, at=(0, 0, 0), folds=0.03, seed=0, drape=None):
    """A lying cloth with soft creases; drape(x, y) may answer the height of what it lies on."""
    from mathutils import noise

    nx, ny = max(8, int(width / 0.05)), max(8, int(depth / 0.05))
    nx, ny = min(nx, 320), min(ny, 320)
    vertices, uvs = [], []
    for j in range(ny + 1):
        for i in range(nx + 1):
            x, y = (i / nx - 0.5) * width, (j / ny - 0.5) * depth
            crease = abs(noise.noise((x * 0.35 + seed, y * 0.35, seed * 3.1))) ** 0.7 + 0.35 * noise.noise((x * 1.1, y * 1.1 + seed, 0.3))
            z = folds * (0.6 + crease) + (drape(x, y) if drape else 0.0)
            sway = 0.04 * noise.noise((x * 0.6, y * 0.6, seed + 9.0))
            vertices.append((x + sway, y + sway * 0.7, z))
            uvs.append((x, y))
    faces = [(j * (nx + 1) + i, j * (nx + 1) + i + 1, (j + 1) * (nx + 1) + i + 1, (j + 1) * (nx + 1) + i) for j in range(ny) for i in range(nx)]
    made = add(name, vertices, faces, material, at, uvs)
    thick = made.modifiers.new('thick', 'SOLIDIFY')
    thick.thickness = 0.015
    return made


def glow(at, watts, size, colour):
    """A small light that belongs to a thing: a bulb, a flame."""
    lamp = bpy.data.lights.new('glow', 'POINT')
    lamp.energy, lamp.color, lamp.shadow_soft_size = watts, colour, size
    made = bpy.data.objects.new('glow', lamp)
    made.location = at
    bpy.context.scene.collection.objects.link(made)
    return made


def group(objects, move=(0, 0, 0), degrees=0.0):
    """Moves and turns (about z) objects together, as one product set into a scene."""
    bpy.context.view_layer.update()
    shift = Matrix.Translation(move) @ Matrix.Rotation(math.radians(degrees), 4, 'Z')
    for made in objects:
        made.matrix_world = shift @ made.matrix_world
    return objects
