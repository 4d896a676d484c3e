"""A few words for building shader graphs, so that materials read as recipes."""

import bpy


def linear(hex_colour):
    """Linear RGB of an sRGB hex such as '#9BA58C'."""
    values = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)


def shade(colour, factor):
    """The colour made darker (< 1) or lighter (> 1)."""
    return tuple(min(1.0, c * factor) for c in colour)


def blend(a, b, t):
    """The colour between a (t = 0) and b (t = 1)."""
    return tuple(x + (y - x) * t for x, y in zip(a, b))


class Graph:
    """One material's node tree. Numbers, colours and sockets may be given wherever an input is asked for."""

    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.surface = self.tree.nodes['Principled BSDF']
        self.output = self.tree.nodes['Material Output']

    def put(self, socket, value):
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        elif isinstance(value, (tuple, list)) and len(value) == 3 and socket.type == 'RGBA':
            socket.default_value = (*value, 1)
        else:
            socket.default_value = value

    def node(self, kind, settings=None, **inputs):
        made = self.tree.nodes.new('ShaderNode' + kind)
        for key, value in (settings or {}).items():
            setattr(made, key, value)
        for key, value in inputs.items():
            self.put(made.inputs[key.replace('_', ' ')], value)
        return made

    def set(self, **inputs):
        for key, value in inputs.items():
            self.put(self.surface.inputs[key.replace('_', ' ')], value)
        return self

    def finish(self, shader):
        self.tree.links.new(shader, self.output.inputs['Surface'])

    def math(self, operation, *values, clamp=False):
        made = self.node('Math', dict(operation=operation, use_clamp=clamp))
        for socket, value in zip(made.inputs, values):
            self.put(socket, value)
        return made.outputs[0]

    def vector(self, operation, *values):
        made = self.node('VectorMath', dict(operation=operation))
        for socket, value in zip(made.inputs, values):
            self.put(socket, value)
        return made.outputs[0]

    def length(self, vector):
        return self.node('VectorMath', dict(operation='LENGTH'), Vector=vector).outputs['Value']

    def object_space(self, scale=(1, 1, 1), vary=True):
        """Object coordinates in decimetres, moved by a random offset of each object unless vary is off."""
        place = self.node('TexCoord').outputs['Object']
        if vary:
            random = self.node('ObjectInfo').outputs['Random']
            shift = self.node('CombineXYZ', X=self.math('MULTIPLY', random, 37.0), Y=self.math('MULTIPLY', random, 71.0),
                              Z=self.math('MULTIPLY', random, 53.0)).outputs[0]
            place = self.vector('ADD', place, shift)
        return self.vector('MULTIPLY', place, scale)

    def uv(self, scale=(1, 1, 1)):
        return self.vector('MULTIPLY', self.node('TexCoord').outputs['UV'], scale)

    def height(self):
        """Object z in decimetres."""
        return self.node('SeparateXYZ', Vector=self.node('TexCoord').outputs['Object']).outputs['Z']

    def noise(self, where, scale, detail=3.0, roughness=0.5, distortion=0.0):
        return self.node('TexNoise', Vector=where, Scale=scale, Detail=detail, Roughness=roughness,
                         Distortion=distortion).outputs[0]

    def wave(self, where, scale, distortion=0.0, direction='Z', detail=2.0):
        return self.node('TexWave', dict(bands_direction=direction), Vector=where, Scale=scale,
                         Distortion=distortion, Detail=detail).outputs['Fac']

    def ramp(self, factor, stops, smooth=False):
        made = self.node('ValToRGB', Fac=factor)
        line = made.color_ramp
        line.interpolation = 'EASE' if smooth else 'LINEAR'
        while len(line.elements) < len(stops):
            line.elements.new(0.5)
        for element, (position, colour) in zip(line.elements, stops):
            element.position = position
            element.color = (*colour, 1) if isinstance(colour, tuple) else (colour, colour, colour, 1)
        return made.outputs['Color']

    def remap(self, value, low, high, to_low=0.0, to_high=1.0):
        return self.node('MapRange', dict(interpolation_type='SMOOTHSTEP'), Value=value, From_Min=low, From_Max=high,
                         To_Min=to_low, To_Max=to_high).outputs[0]

    def mix(self, factor, a, b, how='MIX'):
        made = self.node('Mix', dict(data_type='RGBA', blend_type=how, clamp_factor=True))
        for index, value in ((0, factor), (6, a), (7, b)):
            self.put(made.inputs[index], value)
        return made.outputs[2]

    def bump(self, height, strength, distance=0.02, normal=None):
        made = self.node('Bump', Height=height, Strength=strength, Distance=distance)
        if normal:
            self.put(made.inputs['Normal'], normal)
        return made.outputs['Normal']
