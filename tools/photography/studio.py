"""The set: a seamless backdrop or a wall, three lights, a 70 mm lens. Everything scales with the product, so that
a candle and a bookcase are seen by the same eye."""

import math

import bpy
from mathutils import Vector

import materials
from graph import linear
from shapes import add, box

KEY, FILL, RIM = (1.0, 0.95, 0.88), (0.92, 0.96, 1.0), (1.0, 0.98, 0.95)


def begin(width, height, samples, exposure=0.3):
    """An empty scene with the house's render settings."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = 'CYCLES'
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.seed = 'CPU', samples, 7
    cycles.use_adaptive_sampling, cycles.use_light_tree, cycles.sampling_pattern = False, False, 'BLUE_NOISE'
    cycles.use_fast_gi, scene.render.use_persistent_data = True, False
    cycles.use_denoising, cycles.denoiser = True, 'OPENIMAGEDENOISE'
    cycles.denoising_input_passes, cycles.denoising_prefilter = 'RGB_ALBEDO_NORMAL', 'FAST'
    cycles.denoising_quality = 'HIGH'
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 8, 2, 3
    cycles.transmission_bounces, cycles.transparent_max_bounces = 8, 8
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect, cycles.blur_glossy = 3.0, 0.5
    render = scene.render
    render.resolution_x, render.resolution_y, render.resolution_percentage = width, height, 100
    render.threads_mode, render.threads = 'FIXED', 1
    view = scene.view_settings
    view.view_transform, view.look, view.exposure = 'AgX', 'AgX - Medium High Contrast', exposure
    settings = render.image_settings
    settings.file_format, settings.color_mode, settings.color_depth = 'PNG', 'RGB', '8'
    return scene


def light(at, towards, size, watts, colour):
    lamp = bpy.data.lights.new('light', 'AREA')
    lamp.shape, lamp.size, lamp.energy, lamp.color = 'DISK', size, watts, colour
    made = bpy.data.objects.new('light', lamp)
    made.location = at
    made.rotation_euler = (Vector(towards) - Vector(at)).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.scene.collection.objects.link(made)
    return made


def sky(colour, strength):
    world = bpy.data.worlds.new('sky')
    bpy.context.scene.world = world
    world.use_nodes = True
    ground = world.node_tree.nodes['Background']
    ground.inputs['Color'].default_value = (*colour, 1)
    ground.inputs['Strength'].default_value = strength


def bounds(objects):
    """The corners of everything, and the middle, in world space."""
    bpy.context.view_layer.update()
    points = [o.matrix_world @ Vector(c) for o in objects for c in o.bound_box]
    low = Vector(tuple(min(p[i] for p in points) for i in range(3)))
    high = Vector(tuple(max(p[i] for p in points) for i in range(3)))
    return low, high


def camera(at, target, focus=None, lens=70.0, aperture=0.08):
    """aperture is the diameter of the opening in decimetres: the wider, the softer what is out of focus."""
    data = bpy.data.cameras.new('camera')
    data.lens = lens
    data.clip_end = 1000
    data.dof.use_dof, data.dof.aperture_fstop = True, lens / 1000 / aperture
    at, target = Vector(at), Vector(target)
    data.dof.focus_distance = (Vector(focus) - at).length if focus else (target - at).length
    made = bpy.data.objects.new('camera', data)
    made.location = at
    made.rotation_euler = (target - at).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.scene.collection.objects.link(made)
    bpy.context.scene.camera = made
    return made


def frame(objects, pitch, yaw, fill, rise=0.03, lens=70.0):
    """Where the camera stands so that the objects fill a share of the frame: answers (at, target, distance).
    pitch and yaw in degrees; rise moves the product below the middle of the frame."""
    render = bpy.context.scene.render
    aspect = render.resolution_x / render.resolution_y
    tall = 18.0 / lens if aspect <= 1 else 18.0 / lens / aspect
    wide = tall * aspect
    low, high = bounds(objects)
    p, w = math.radians(pitch), math.radians(yaw)
    back = Vector((math.sin(w) * math.cos(p), -math.cos(w) * math.cos(p), math.sin(p)))
    right = Vector((math.cos(w), math.sin(w), 0))
    up = right.cross(-back)
    bpy.context.view_layer.update()
    points = [o.matrix_world @ v.co for o in objects for v in list(o.data.vertices)[:: max(1, len(o.data.vertices) // 400)]]
    target, distance = (low + high) / 2, (high - low).length * 2
    for _ in range(12):
        eye = target + back * distance
        seen = [((q - eye).dot(right) / -(q - eye).dot(back) / wide, (q - eye).dot(up) / -(q - eye).dot(back) / tall) for q in points]
        left, rightmost = min(s[0] for s in seen), max(s[0] for s in seen)
        bottom, top = min(s[1] for s in seen), max(s[1] for s in seen)
        target = target + right * ((left + rightmost) / 2 * wide * distance) + up * (((bottom + top) / 2 + rise) * tall * distance)
        distance *= max((rightmost - left) / 2 / fill[0], (top - bottom) / 2 / fill[1])
    return target + back * distance, target, distance


def cyclorama(tone, k, at=(0, 0, 0)):
    """A sheet that rolls from floor to wall behind the product."""
    bend = [(2.4 + 2.2 * math.sin(a), 2.2 - 2.2 * math.cos(a)) for a in [i * math.pi / 2 / 20 for i in range(21)]]
    line = [(-9.0, 0.0)] + bend + [(4.6, 11.0)]
    vertices = [(x * k + at[0], y * k + at[1], z * k + at[2]) for x in (-15.0, 15.0) for y, z in line]
    n = len(line)
    sheet = add('backdrop', vertices, [(i, n + i, n + i + 1, i + 1) for i in range(n - 1)], materials.paper(linear(tone)))
    return sheet


def wall(tone, k, y=0.0):
    """A lime-washed wall behind what hangs on it."""
    e = 12.0 * k
    return add('wall', [(-e, y, -e), (e, y, -e), (e, y, e), (-e, y, e)], [(0, 1, 2, 3)], materials.plaster(tone), smooth=False)


def boards(k, z, y):
    """A floor of wide pale boards that run towards the wall, and a skirting."""
    timber = materials.wood('pale-board', 'Y', finish=0.3)
    for i in range(-6, 7):
        box('floor', (1.55 * k, 16 * k, 0.2), timber, (i * 1.56 * k + 0.3 * k, y - 8 * k, z - 0.1), bevel=0.012)
    box('skirting', (24 * k, 0.16, 0.9), materials.matter('#DAD3C6', 0.6, 0.02, vary=0.03), (0, y - 0.08, z + 0.45), bevel=0.03)


def portrait(objects, tone, pitch=9.0, yaw=4.0, fill=(0.72, 0.60), rise=0.03, on_wall=False, mood=1.0, blur=0.08, near=0.0, ground=True, standing=False, crop=True):
    """Lights and photographs one product. mood below 1 dims the studio for things that shine by themselves."""
    low, high = bounds(objects)
    at, target, distance = frame(objects, pitch, yaw, fill, rise)
    k = distance / 6.5
    heart = Vector(((low.x + high.x) / 2, (low.y + high.y) / 2, (low.z + high.z) / 2))
    floor = Vector((heart.x, heart.y, low.z))
    power = k * k * mood
    if on_wall:
        wall(tone, k, high.y)
        if standing:
            boards(k, low.z, high.y)
        light(heart + Vector((-3.6, -3.2, 2.6)) * k, heart, 1.7 * k, 450 * power, KEY)
        light(heart + Vector((4.4, -4.0, 0.4)) * k, heart, 3.0 * k, 120 * power, FILL)
    else:
        if ground:
            cyclorama(tone, k, floor)
        else:
            cyclorama(tone, k, floor - Vector((0, 0, 2.2 * k)))
        aim = floor + Vector((0, 0, 0.8 * k))
        light(floor + Vector((-3.6, -2.6, 3.9)) * k, aim, 2.4 * k, 560 * power, KEY)
        light(floor + Vector((4.4, -2.2, 2.2)) * k, aim, 2.8 * k, 65 * power, FILL)
        light(floor + Vector((1.2, 2.3, 4.2)) * k, aim, 1.4 * k, 150 * power, RIM)
    sky((0.90, 0.91, 0.92), 0.22 * mood)
    focus = target + (at - target).normalized() * (near * distance)
    camera(at, target, focus, aperture=blur * k)
