"""How a product is photographed: its builder, and what its portrait asks of the camera."""

from dataclasses import dataclass, field
from typing import Callable

HEX = {
    'sage': '#8E9B80', 'rust': '#97482C', 'chalk': '#EEE6D6', 'charcoal': '#35332F', 'oat': '#CFBB94', 'tide': '#4C6170',
    'white': '#F8F5EC', 'celadon': '#A9C4B2', 'ochre': '#B5822A', 'ink': '#232C39', 'terracotta': '#B0603F',
}
WAX = {'ivory': '#F6EAD0', 'rust': '#97482C', 'sage': '#8E9B80', 'ink': '#2A3442', 'beeswax': '#D39C3C'}


@dataclass
class Sitting:
    """build(value) answers the objects of one piece in one colour. second: 'group', 'close', or a builder of its own."""

    build: Callable
    camera: dict = field(default_factory=dict)
    second: object = 'close'
    second_camera: dict = field(default_factory=dict)


SITTINGS = {}


def product(slug, second='close', second_camera=None, **camera):
    def keep(build):
        SITTINGS[slug] = Sitting(build, camera, second, second_camera or {})
        return build

    return keep
