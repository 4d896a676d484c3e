"""What is to be photographed: read from the demo house's catalogue, most wanted first."""

from dataclasses import dataclass
from pathlib import Path

import yaml

DEMO = Path(__file__).resolve().parents[2] / 'server' / 'catalogue' / 'demo'
PHOTOGRAPHS = DEMO / 'photographs'


@dataclass(frozen=True)
class Shot:
    """kind: 'front' (the card's), 'colour' (a further colour's front), 'second' or 'scene'."""

    kind: str
    file: str
    subject: str
    category: str = ''
    value: str = ''
    values: tuple = ()
    base: str = ''


def shots():
    """Every photograph the house needs: fronts, three early scenes, colours, second views, the other scenes."""
    fronts, colours, seconds = [], [], []
    for path in sorted((DEMO / 'products').glob('*.yaml')):
        content = yaml.safe_load(path.read_text())
        for product in content['products']:
            photographs = product['photographs']
            axis = next(iter(photographs[0]['option']))
            values = tuple(p['option'][axis] for p in photographs if p['view'] == 'front')
            for index, p in enumerate(q for q in photographs if q['view'] == 'front'):
                kind = 'colour' if index else 'front'
                shot = Shot(kind, p['file'], product['slug'], content['category'], p['option'][axis], values, photographs[0]['file'])
                (colours if index else fronts).append(shot)
            seconds += [Shot('second', p['file'], product['slug'], content['category'], p['option'][axis], values)
                        for p in photographs if p['view'] == 'second']
    scenes = [Shot('scene', s['file'], s['slug']) for s in yaml.safe_load((DEMO / 'scenes.yaml').read_text())['scenes']]
    return fronts + scenes[:3] + colours + scenes[3:] + seconds
