"""Arranges one photograph: the product, its camera and its light."""

import importlib

import bpy
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector
from PIL import Image, ImageDraw, ImageFilter

import shapes
import studio
from registry import SITTINGS

for workshop in ('clay', 'joinery', 'lights', 'timepieces', 'glassware', 'chandlery', 'in_use'):
    importlib.import_module(workshop)

TONES = {
    'vases': '#C9BAA8', 'bowls': '#BDBFB4', 'mugs': '#CDC3B2', 'plates': '#C4B5A4', 'trays': '#B9B4A9', 'planters': '#C3C4B6',
    'clocks': '#D8D0C3', 'lamps': '#A89C8D', 'candles': '#A39485', 'stools': '#C6BFB5', 'tables': '#BFB6A8', 'shelves': '#D5CCBF',
}


def arrange(shot, width, height, samples, only_border):
    """Builds the scene of a shot. Answers the border to render (left, top, right, bottom in pixels) when only the
    product itself has to be rendered again in another colour, else None."""
    studio.begin(width, height, samples)
    if shot.kind == 'scene':
        importlib.import_module('scenes').SCENES[shot.subject]()
        return None
    sitting = SITTINGS[shot.subject]
    camera = {'tone': TONES[shot.category], **sitting.camera}
    if shot.kind == 'second':
        return second(shot, sitting, camera)
    objects = framed(sitting.build(shot.value))
    studio.portrait(objects, **camera)
    return border(objects, width, height) if only_border and sitting.camera.get('crop', True) else None


def framed(objects):
    """Everything but what leaves the picture on purpose, such as a pendant's cable."""
    return [o for o in objects if o.type == 'MESH' and not o.hide_select]


def second(shot, sitting, camera):
    if callable(sitting.second):
        return studio.portrait(framed(sitting.second(shot)), **{**camera, **sitting.second_camera})
    if sitting.second == 'group':
        return studio.portrait(company(shot, sitting), **{**camera, 'fill': (0.98, 0.70), 'pitch': camera.get('pitch', 9) + 4, 'blur': 0.16, **sitting.second_camera})
    wide, tall = camera.get('fill', (0.72, 0.60))
    closer = {'fill': (wide * 1.55, tall * 1.55), 'rise': 0.30, 'yaw': camera.get('yaw', 4) - 22, 'pitch': camera.get('pitch', 9) + 7, 'blur': 0.26}
    return studio.portrait(framed(sitting.build(shot.value)), **{**camera, **closer, **sitting.second_camera})


def company(shot, sitting):
    """Two or three colours of one piece, standing together."""
    everything = []
    wide = None
    for value, (x, y, degrees) in zip(shot.values[:3], [(0, 0, 0), (0.80, 0.66, 24), (-0.68, 0.86, -30)]):
        objects = sitting.build(value)
        low, high = studio.bounds(framed(objects))
        wide = wide or max(high.x - low.x, high.y - low.y)
        everything += shapes.group(objects, (x * wide, y * wide, 0), degrees)
    return framed(everything)


def border(objects, width, height):
    """The part of the frame that the product fills, with room for its nearest shadow; also told to the renderer."""
    scene = bpy.context.scene
    bpy.context.view_layer.update()
    seen = [world_to_camera_view(scene, scene.camera, o.matrix_world @ Vector(c)) for o in objects for c in o.bound_box]
    left, right = max(0.0, min(p.x for p in seen) - 0.05), min(1.0, max(p.x for p in seen) + 0.07)
    low, high = max(0.0, min(p.y for p in seen) - 0.06), min(1.0, max(p.y for p in seen) + 0.04)
    render = scene.render
    render.use_border, render.use_crop_to_border = True, False
    render.border_min_x, render.border_max_x, render.border_min_y, render.border_max_y = left, right, low, high
    return (int(left * width), int((1 - high) * height), int(right * width), int((1 - low) * height))


def laid_over(base, picture, area):
    """The newly rendered area over the front view in the first colour, with a soft edge."""
    mask = Image.new('L', base.size, 0)
    soft = 14
    left, top, right, bottom = area
    ImageDraw.Draw(mask).rectangle((left + 2 * soft, top + 2 * soft, right - 2 * soft, bottom - 2 * soft), fill=255)
    return Image.composite(picture, base, mask.filter(ImageFilter.GaussianBlur(soft * 0.7)))
