"""What things are made of. Every function answers a Blender material; lengths are decimetres."""

from graph import Graph, blend, linear, shade

CLAY = linear('#9C8468')


def specks(g, where, scale, share, size):
    """Dark grains: only a share of the cells has one, and no two are of one size."""
    cells = g.node('TexVoronoi', Vector=where, Scale=scale)
    pick = g.node('SeparateColor', Color=cells.outputs['Color'])
    radius = g.math('MULTIPLY', g.math('LESS_THAN', pick.outputs[0], share), g.math('MULTIPLY', pick.outputs[1], size))
    return g.math('LESS_THAN', cells.outputs['Distance'], radius)


def stoneware(hex_colour, rim=None, foot=0.06, gloss=0.5, speckle=1.0, rings=1.0):
    """Glazed stoneware: iron specks, throwing rings, glaze that breaks at the rim and stops above a bare foot."""
    g = Graph('stoneware')
    where, colour = g.object_space(), linear(hex_colour)
    dark = sum(colour) < 0.35
    cloud = g.noise(where, 1.6, 5.0, 0.6)
    tone = g.ramp(cloud, [(0.3, shade(colour, 0.86)), (0.5, colour), (0.72, shade(colour, 1.1))])
    mottled = g.mix(0.35, tone, g.ramp(g.noise(where, 22.0, 3.0), [(0.35, shade(colour, 0.8)), (0.65, shade(colour, 1.12))]))
    if speckle:
        grain = g.math('MAXIMUM', specks(g, where, 26.0, 0.30 * speckle, 0.17), specks(g, where, 60.0, 0.22 * speckle, 0.2))
        iron = blend(colour, (0.9, 0.82, 0.7), 0.28) if dark else blend(colour, (0.05, 0.03, 0.02), 0.8)
        mottled = g.mix(g.math('MULTIPLY', grain, 0.5 if dark else 0.8), mottled, iron)
    z = g.height()
    wander = g.math('MULTIPLY', g.math('SUBTRACT', g.noise(where, 3.0, 2.0), 0.5), 0.10)
    if rim:
        edge = g.remap(g.math('ADD', z, wander), rim - 0.09, rim - 0.005)
        worn = blend(colour, (0.30, 0.17, 0.09), 0.55) if not dark else blend(colour, (0.32, 0.2, 0.12), 0.6)
        mottled = g.mix(g.math('MULTIPLY', edge, 0.75), mottled, worn)
    bare = g.math('SUBTRACT', 1.0, g.remap(g.math('ADD', z, g.math('MULTIPLY', wander, 0.35)), foot - 0.008, foot + 0.008))
    clay = g.ramp(g.noise(where, 30.0, 4.0), [(0.3, shade(CLAY, 0.8)), (0.7, shade(CLAY, 1.15))])
    rough = g.ramp(g.noise(where, 5.0, 4.0), [(0.3, 0.55 - 0.38 * gloss), (0.7, 0.72 - 0.40 * gloss)])
    ringed = g.math('MULTIPLY', g.wave(where, 3.4, 1.2), 0.5 * rings)
    relief = g.math('ADD', g.math('ADD', ringed, g.noise(where, 34.0, 3.0)), g.math('MULTIPLY', g.noise(where, 6.0, 2.0), 0.8))
    g.set(Base_Color=g.mix(bare, mottled, clay), Roughness=g.math('MAXIMUM', rough, g.math('MULTIPLY', bare, 0.85)),
          Specular_IOR_Level=0.5, Normal=g.bump(relief, 0.16))
    return g.material


def porcelain(hex_colour, foot=0.03):
    """Thin white ware: a deep, nearly clear glaze that pools a little, and an unglazed foot ring."""
    g = Graph('porcelain')
    where, colour = g.object_space(), linear(hex_colour)
    tone = g.ramp(g.noise(where, 1.8, 4.0), [(0.3, shade(colour, 0.93)), (0.7, colour)])
    bare = g.math('SUBTRACT', 1.0, g.remap(g.height(), foot - 0.006, foot + 0.006))
    tiny = specks(g, where, 16.0, 0.05, 0.08)
    tone = g.mix(g.math('MULTIPLY', tiny, 0.45), tone, linear('#8A7A66'))
    g.set(Base_Color=g.mix(bare, tone, linear('#EDE3D2')), Roughness=g.math('MAXIMUM', g.math('MULTIPLY', bare, 0.8),
          g.ramp(g.noise(where, 4.0, 3.0), [(0.3, 0.10), (0.7, 0.24)])), Specular_IOR_Level=0.55, Coat_Weight=0.25,
          Coat_Roughness=0.06, Normal=g.bump(g.math('ADD', g.noise(where, 3.2, 2.0), g.math('MULTIPLY', g.wave(where, 3.0, 1.5), 0.25)), 0.06))
    return g.material


def terracotta(hex_colour='#B86B4B'):
    """Bare earthenware: dry, mottled, with a little lime bloom."""
    g = Graph('terracotta')
    where, colour = g.object_space(), linear(hex_colour)
    tone = g.ramp(g.noise(where, 1.4, 6.0, 0.62), [(0.28, shade(colour, 0.78)), (0.5, colour), (0.75, blend(colour, (0.75, 0.55, 0.42), 0.3))])
    fine = g.mix(0.4, tone, g.ramp(g.noise(where, 55.0, 2.0), [(0.3, shade(colour, 0.72)), (0.7, shade(colour, 1.22))]))
    bloom = g.math('MULTIPLY', g.remap(g.noise(where, 2.6, 6.0, 0.7), 0.56, 0.78), 0.35)
    relief = g.math('ADD', g.noise(where, 60.0, 3.0), g.math('MULTIPLY', g.wave(where, 2.8, 1.8), 0.5))
    g.set(Base_Color=g.mix(bloom, fine, linear('#E4D4C4')), Roughness=0.86, Specular_IOR_Level=0.2, Normal=g.bump(relief, 0.2))
    return g.material


WOODS = {
    # light, middle and dark tone; ring spacing; pores (0 fine, 1 open); medullary flecks; contrast of the rings
    'ash': ('#E3CDA9', '#D0B286', '#AE8656', 0.055, 0.6, 0.0, 0.75),
    'oak': ('#CCA676', '#B68C5B', '#8E6539', 0.040, 1.0, 0.5, 0.6),
    'walnut': ('#7A5640', '#5F402D', '#3A251A', 0.060, 0.6, 0.0, 0.8),
    'smoked-oak': ('#66503F', '#4E3B2E', '#30231B', 0.040, 1.0, 0.4, 0.6),
    'black-ash': ('#33302D', '#282523', '#191716', 0.055, 0.8, 0.0, 0.5),
    'pale-board': ('#D8C4A0', '#CBB28A', '#B4966B', 0.05, 0.5, 0.0, 0.5),
}


def wood(species, grain='X', finish=0.5):
    """Solid wood, cut from a log whose pith lies outside the piece: rings, fibres, open pores, an oiled surface.
    grain is the axis that the log grew along, so turned work shows end grain where it should."""
    light, middle, dark, spacing, pores, flecks, contrast = WOODS[species]
    light, middle, dark = linear(light), linear(middle), linear(dark)
    g = Graph('wood-' + species)
    here = g.object_space(vary=False)
    if grain == 'Z':
        parts = g.node('SeparateXYZ', Vector=here)
        here = g.node('CombineXYZ', X=parts.outputs[2], Y=parts.outputs[0], Z=parts.outputs[1]).outputs[0]
    elif grain == 'Y':
        parts = g.node('SeparateXYZ', Vector=here)
        here = g.node('CombineXYZ', X=parts.outputs[1], Y=parts.outputs[0], Z=parts.outputs[2]).outputs[0]
    random = g.node('ObjectInfo').outputs['Random']
    shift = g.node('CombineXYZ', X=g.math('MULTIPLY', random, 91.0), Y=g.math('MULTIPLY_ADD', random, 1.9, -1.0),
                   Z=g.math('MULTIPLY_ADD', g.math('FRACT', g.math('MULTIPLY', random, 7.3)), 0.9, 0.9)).outputs[0]
    where = g.vector('ADD', here, shift)
    # the log: distance from its pith, bent slowly along its length
    sway = g.node('TexNoise', Vector=g.vector('MULTIPLY', where, (0.10, 0.35, 0.35)), Scale=1.0, Detail=2.0).outputs['Color']
    bent = g.vector('ADD', where, g.vector('MULTIPLY', g.vector('SUBTRACT', sway, (0.5, 0.5, 0.5)), (0.0, 0.9, 0.9)))
    ripple = g.node('TexNoise', Vector=g.vector('MULTIPLY', where, (0.5, 3.0, 3.0)), Scale=1.0, Detail=3.0).outputs[0]
    radius = g.length(g.vector('MULTIPLY', bent, (0.0, 1.0, 1.0)))
    radius = g.math('MULTIPLY_ADD', g.math('SUBTRACT', ripple, 0.5), 0.05, radius)
    uneven = g.noise(g.node('CombineXYZ', X=radius).outputs[0], 7.0, 2.0)
    years = g.math('ADD', g.math('DIVIDE', radius, spacing), g.math('MULTIPLY', uneven, 2.4))
    season = g.math('FRACT', years)
    late = g.ramp(season, [(0.0, 0.0), (0.55, 0.25), (0.86, 1.0), (0.97, 0.75), (1.0, 0.0)])
    fibre = g.noise(g.vector('MULTIPLY', where, (1.1, 42.0, 42.0)), 1.0, 4.0, 0.6)
    streak = g.noise(g.vector('MULTIPLY', where, (0.22, 4.0, 4.0)), 1.0, 3.0)
    amount = g.math('ADD', g.math('MULTIPLY', late, 0.42 * contrast), g.math('ADD', g.math('MULTIPLY', fibre, 0.42), g.math('MULTIPLY', streak, 0.45)))
    tone = g.ramp(amount, [(0.28, light), (0.58, middle), (0.95, dark)])
    # pores: short dark dashes along the grain, crowded in the early wood
    dash = g.noise(g.vector('MULTIPLY', where, (3.2, 70.0, 70.0)), 1.0, 2.0, 0.5)
    early = g.math('SUBTRACT', 1.0, g.math('MULTIPLY', late, 0.7))
    pore = g.math('MULTIPLY', g.remap(dash, 0.60, 0.70), early)
    tone = g.mix(g.math('MULTIPLY', pore, 0.45 * pores + 0.1), tone, shade(dark, 0.55))
    if flecks:
        ray = g.noise(g.vector('MULTIPLY', where, (2.0, 9.0, 30.0)), 1.0, 2.0)
        tone = g.mix(g.math('MULTIPLY', g.remap(ray, 0.66, 0.72), 0.22 * flecks), tone, shade(light, 1.12))
    patch = g.noise(where, 1.1, 3.0)
    rough = g.math('ADD', g.ramp(patch, [(0.3, 0.62 - 0.3 * finish), (0.7, 0.74 - 0.3 * finish)]), g.math('MULTIPLY', fibre, 0.14))
    relief = g.math('SUBTRACT', g.math('MULTIPLY', fibre, 0.35), g.math('MULTIPLY', pore, 0.8 * pores + 0.2))
    g.set(Base_Color=tone, Roughness=rough, Specular_IOR_Level=0.32, Normal=g.bump(relief, 0.14, 0.012))
    return g.material


def brass(brushed='Z'):
    """Unlacquered brass with fine brushing and the beginning of a patina."""
    g = Graph('brass')
    where = g.object_space()
    lines = {'Z': (1.5, 1.5, 60.0), 'X': (60.0, 1.5, 1.5), 'N': (14.0, 14.0, 14.0)}[brushed]
    line = g.noise(g.vector('MULTIPLY', where, lines), 1.0, 4.0, 0.6)
    patina = g.noise(where, 2.4, 5.0, 0.62)
    tone = g.ramp(patina, [(0.30, linear('#DBC08C')), (0.55, linear('#CFB078')), (0.82, linear('#B59460'))])
    rough = g.math('ADD', g.ramp(patina, [(0.3, 0.20), (0.75, 0.36)]), g.math('MULTIPLY', line, 0.12))
    g.set(Base_Color=tone, Metallic=1.0, Roughness=rough, Normal=g.bump(line, 0.05, 0.01))
    return g.material


def steel():
    """Blackened steel: oil-dark, cloudy, with edges that begin to shine."""
    g = Graph('blackened-steel')
    where = g.object_space()
    cloud = g.noise(where, 2.2, 6.0, 0.65)
    tone = g.ramp(cloud, [(0.3, linear('#232221')), (0.55, linear('#33312F')), (0.8, linear('#4A4541'))])
    g.set(Base_Color=tone, Metallic=0.85, Roughness=g.ramp(cloud, [(0.3, 0.34), (0.75, 0.52)]),
          Normal=g.bump(g.noise(where, 40.0, 3.0), 0.05, 0.01))
    return g.material


def enamel(hex_colour='#EFEAE0'):
    """Smooth white enamel on steel."""
    g = Graph('enamel')
    where = g.object_space()
    g.set(Base_Color=linear(hex_colour), Roughness=g.ramp(g.noise(where, 3.0, 3.0), [(0.3, 0.22), (0.7, 0.36)]),
          Normal=g.bump(g.noise(where, 5.0, 2.0), 0.03))
    return g.material


GLASSES = {'clear': '#FBFEFD', 'smoke': '#ABA39C', 'sea-green': '#BFDDCF', 'amber': '#E0A352'}


def glass(kind='clear', roughness=0.0):
    """Blown glass coloured in the melt. Shadows let tinted light through, since caustics are not traced."""
    g = Graph('glass-' + kind)
    tint = linear(GLASSES[kind])
    where = g.object_space()
    g.set(Base_Color=tint, Transmission_Weight=1.0, Roughness=roughness, IOR=1.48,
          Normal=g.bump(g.noise(where, 2.6, 2.0), 0.05, 0.05))
    shadow = g.node('LightPath').outputs['Is Shadow Ray']
    through = g.node('BsdfTransparent', Color=shade(tint, 0.94))
    both = g.node('MixShader', Fac=shadow)
    g.put(both.inputs[1], g.surface.outputs[0])
    g.put(both.inputs[2], through.outputs[0])
    g.finish(both.outputs[0])
    return g.material


def opal(strength=5.0):
    """Opal glass with a bulb behind it: bright, and a little darker towards the edge."""
    g = Graph('opal')
    facing = g.node('LayerWeight', Blend=0.35).outputs['Facing']
    glow = g.ramp(facing, [(0.0, (1.0, 0.86, 0.66)), (0.8, (0.95, 0.72, 0.48)), (1.0, (0.7, 0.5, 0.34))])
    g.set(Base_Color=linear('#F4EEE2'), Roughness=0.2, Emission_Color=glow, Emission_Strength=strength)
    return g.material


def weave(g, threads):
    """Height of a plain weave over UVs in decimetres, with slubs; threads is the count per decimetre."""
    flat = g.uv()
    slub = g.noise(g.vector('MULTIPLY', flat, (1.2, 60.0, 1.0)), 1.0, 3.0)
    other = g.noise(g.vector('MULTIPLY', flat, (60.0, 1.2, 1.0)), 1.0, 3.0)
    warp = g.wave(flat, threads * 0.314, 0.6, 'X')
    weft = g.wave(flat, threads * 0.314, 0.6, 'Y')
    return g.math('ADD', g.math('MULTIPLY', warp, weft), g.math('ADD', g.math('MULTIPLY', slub, 0.8), g.math('MULTIPLY', other, 0.8)))


def linen(hex_colour='#D9CDB6', threads=70, light_through=0.0):
    """Linen cloth; light_through makes it a lampshade."""
    g = Graph('linen')
    colour = linear(hex_colour)
    height = weave(g, threads)
    tone = g.ramp(height, [(0.45, shade(colour, 0.78)), (1.2 / 1.6, colour), (1.0, shade(colour, 1.08))])
    normal = g.bump(height, 0.35, 0.012)
    g.set(Base_Color=tone, Roughness=0.95, Specular_IOR_Level=0.1, Sheen_Weight=0.15, Normal=normal)
    if light_through:
        back = g.node('BsdfTranslucent', Color=g.mix(1.0, tone, (1.0, 0.86, 0.68), 'MULTIPLY'), Normal=normal)
        both = g.node('MixShader', Fac=light_through)
        g.put(both.inputs[1], g.surface.outputs[0])
        g.put(both.inputs[2], back.outputs[0])
        g.finish(both.outputs[0])
    return g.material


def leather(kind):
    """Vegetable-tanned leather with a natural grain."""
    g = Graph('leather')
    where, colour = g.object_space(), linear({'tan': '#A56A38', 'black': '#2B2725'}[kind])
    tone = g.ramp(g.noise(where, 1.6, 6.0, 0.62), [(0.3, shade(colour, 0.74)), (0.5, colour), (0.72, shade(colour, 1.18))])
    pebbles = g.node('TexVoronoi', dict(feature='DISTANCE_TO_EDGE'), Vector=where, Scale=30.0).outputs['Distance']
    relief = g.math('ADD', g.remap(pebbles, 0.0, 0.16), g.math('MULTIPLY', g.noise(where, 60.0, 2.0), 0.5))
    g.set(Base_Color=tone, Roughness=g.ramp(g.noise(where, 3.0, 4.0), [(0.3, 0.40), (0.7, 0.58)]), Specular_IOR_Level=0.4,
          Normal=g.bump(relief, 0.16, 0.01))
    return g.material


def wax(hex_colour, lit_at=None):
    """Candle wax; lit_at is the height of the flame's foot, around which the wax glows."""
    g = Graph('wax')
    where, colour = g.object_space(), linear(hex_colour)
    tone = g.ramp(g.noise(where, 2.0, 4.0), [(0.3, shade(colour, 0.92)), (0.7, colour)])
    g.set(Base_Color=tone, Roughness=g.ramp(g.noise(where, 6.0, 3.0), [(0.3, 0.36), (0.7, 0.52)]), Subsurface_Weight=0.35,
          Subsurface_Radius=(0.06, 0.035, 0.02), Subsurface_Scale=1.0, Normal=g.bump(g.noise(where, 5.0, 3.0), 0.08))
    if lit_at is not None:
        glow = g.remap(g.height(), lit_at - 0.55, lit_at + 0.02)
        g.set(Emission_Color=g.mix(1.0, tone, (1.0, 0.55, 0.22), 'MULTIPLY'), Emission_Strength=g.math('MULTIPLY', g.math('POWER', glow, 2.2), 1.1))
    return g.material


def flame():
    g = Graph('flame')
    z = g.height()
    fire = g.ramp(g.remap(z, 0.0, 0.34), [(0.0, (0.15, 0.25, 0.9)), (0.2, (1.0, 0.45, 0.10)), (0.55, (1.0, 0.75, 0.35)), (1.0, (1.0, 0.62, 0.2))])
    g.set(Base_Color=(0, 0, 0), Emission_Color=fire, Emission_Strength=7.0)
    return g.material


def matter(hex_colour, roughness=0.8, relief=0.1, scale=30.0, vary=0.15):
    """Anything plain: cork, paper, cord, soil, a painted wall."""
    g = Graph('matter')
    where, colour = g.object_space(), linear(hex_colour)
    tone = g.ramp(g.noise(where, scale * 0.3, 4.0), [(0.3, shade(colour, 1 - vary)), (0.7, shade(colour, 1 + vary))])
    g.set(Base_Color=tone, Roughness=roughness, Specular_IOR_Level=0.3, Normal=g.bump(g.noise(where, scale, 4.0), relief))
    return g.material


def crust():
    """The crust of a loaf: dark where it caught the oven, floury elsewhere."""
    g = Graph('crust')
    where = g.object_space()
    baked = g.ramp(g.noise(where, 2.2, 6.0, 0.65), [(0.3, linear('#6B3A17')), (0.5, linear('#A8672F')), (0.72, linear('#CF9A58'))])
    flour = g.math('MULTIPLY', g.remap(g.noise(where, 5.0, 6.0, 0.72), 0.50, 0.68), 0.75)
    relief = g.math('ADD', g.noise(where, 9.0, 5.0, 0.65), g.math('MULTIPLY', g.noise(where, 40.0, 2.0), 0.3))
    g.set(Base_Color=g.mix(flour, baked, linear('#EFE2CB')), Roughness=0.85, Specular_IOR_Level=0.2, Normal=g.bump(relief, 0.5, 0.03))
    return g.material


def leaf(hex_colour, seed_tone=0.2):
    """A leaf: a pale midrib over UVs, every leaf of another green."""
    g = Graph('leaf')
    colour = linear(hex_colour)
    random = g.node('ObjectInfo').outputs['Random']
    across = g.math('ABSOLUTE', g.math('SUBTRACT', g.node('SeparateXYZ', Vector=g.uv()).outputs['X'], 0.5))
    rib = g.math('SUBTRACT', 1.0, g.remap(across, 0.012, 0.035))
    tone = g.ramp(g.noise(g.object_space(), 4.0, 4.0), [(0.3, shade(colour, 0.75)), (0.7, shade(colour, 1.2))])
    tone = g.mix(g.math('MULTIPLY', random, seed_tone), tone, linear('#8A9350'))
    g.set(Base_Color=g.mix(g.math('MULTIPLY', rib, 0.45), tone, shade(colour, 2.0)), Roughness=0.45, Specular_IOR_Level=0.4,
          Normal=g.bump(g.noise(g.object_space(), 18.0, 3.0), 0.12))
    return g.material


def paper(colour):
    """The seamless backdrop: matt, and never one flat tone."""
    g = Graph('backdrop')
    where = g.object_space(vary=False)
    tone = g.ramp(g.noise(where, 0.12, 3.0), [(0.3, shade(colour, 0.965)), (0.7, shade(colour, 1.035))])
    g.set(Base_Color=tone, Roughness=0.9, Specular_IOR_Level=0.1)
    return g.material


def plaster(hex_colour):
    """A lime-washed wall with the strokes of the trowel."""
    g = Graph('plaster')
    where, colour = g.object_space(vary=False), linear(hex_colour)
    cloud = g.noise(where, 0.35, 7.0, 0.62, 0.6)
    tone = g.ramp(cloud, [(0.28, shade(colour, 0.88)), (0.5, colour), (0.74, shade(colour, 1.07))])
    strokes = g.noise(g.vector('MULTIPLY', where, (0.6, 0.6, 1.0)), 1.4, 6.0, 0.62, 1.4)
    g.set(Base_Color=tone, Roughness=0.92, Specular_IOR_Level=0.15, Normal=g.bump(strokes, 0.28, 0.12))
    return g.material
