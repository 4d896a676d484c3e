"""Renders the photographs that are missing. See README.md.

    python tools/photography/render.py [--kind front ...] [--only TEXT ...] [--again] [--limit N]
                                       [--preview FOLDER] [--list]
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from catalogue import PHOTOGRAPHS, shots

PORTRAIT, LANDSCAPE = (800, 1000), (1600, 1000)
SAMPLES = {'front': 4, 'colour': 4, 'second': 4, 'scene': 6}
# A first guess in seconds on one idle core; replaced by what this run measures.
GUESS = {'front': 14, 'colour': 9, 'second': 14, 'scene': 80}
stopping = False


def stop(*_):
    global stopping
    stopping = True
    print('stopping after this picture', flush=True)


def arguments():
    parser = argparse.ArgumentParser(description='Render the photographs of the demo house that are missing.')
    parser.add_argument('--kind', nargs='+', choices=list(SAMPLES), default=list(SAMPLES))
    parser.add_argument('--only', nargs='+', default=[''], help='files whose name contains one of these')
    parser.add_argument('--again', action='store_true', help='render also what exists')
    parser.add_argument('--limit', type=int, default=10_000)
    parser.add_argument('--preview', type=Path, help='small quick PNGs into this folder instead')
    parser.add_argument('--list', action='store_true', help='only say what is missing')
    return parser.parse_args()


def wanted(options):
    folder, ending = (options.preview, '.png') if options.preview else (PHOTOGRAPHS, '.webp')
    found = []
    for shot in shots():
        target = folder / (Path(shot.file).stem + ending)
        if shot.kind in options.kind and any(text in shot.file for text in options.only) and (options.again or options.preview or not target.exists()):
            found.append((shot, target))
    return found[: options.limit]


def minutes(seconds):
    return f'{seconds / 60:.0f} min' if seconds < 5400 else f'{seconds / 3600:.1f} h'


def grained(picture, name):
    """A breath of film grain, the same on every run: it keeps long gradients from banding when they are packed."""
    import numpy
    from PIL import Image

    chance = numpy.random.default_rng(list(name.encode()))
    light = chance.normal(0.0, 1.3, (picture.height, picture.width, 1))
    return Image.fromarray(numpy.clip(numpy.asarray(picture) + light, 0, 255).round().astype('uint8'))


def take(shot, target, preview):
    """Renders one photograph and puts it in place only when it is whole."""
    import bpy
    from PIL import Image

    import sittings

    scale, quality = (0.4, 0.5) if preview else (1.0, 1.0)
    width, height = LANDSCAPE if shot.kind == 'scene' else PORTRAIT
    samples = max(3, int(SAMPLES[shot.kind] * quality))
    base = PHOTOGRAPHS / shot.base if shot.kind == 'colour' and not preview else None
    border = sittings.arrange(shot, int(width * scale), int(height * scale), samples, bool(base and base.exists()))
    with tempfile.TemporaryDirectory() as folder:
        bpy.context.scene.render.filepath = f'{folder}/picture.png'
        bpy.ops.render.render(write_still=True)
        picture = Image.open(f'{folder}/picture.png').convert('RGB')
        if border:
            picture = sittings.laid_over(Image.open(base).convert('RGB'), picture, border)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name('.' + target.name)
        grained(picture, shot.file).save(draft, **({} if preview else {'quality': 96, 'method': 5}))
        os.replace(draft, target)


def keep_to_one_thread():
    """The renderer's task pool asks once how many cores it may use, and ignores the scene's own limit: let it see
    one, then let the system move that thread to whichever core is idle."""
    if not hasattr(os, 'sched_setaffinity'):
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    import bpy
    import sittings

    sittings.studio.begin(8, 8, 1)
    sittings.studio.camera((0, -5, 0), (0, 0, 0))
    with tempfile.TemporaryDirectory() as folder:
        bpy.context.scene.render.filepath = f'{folder}/first.png'
        bpy.ops.render.render(write_still=True)
    for task in os.listdir('/proc/self/task'):
        os.sched_setaffinity(int(task), cores)


def main():
    options = arguments()
    queue = wanted(options)
    if options.list:
        print('\n'.join(f'{shot.kind:7}{shot.file}' for shot, _ in queue))
        return print(f'{len(queue)} missing, about {minutes(sum(GUESS[s.kind] for s, _ in queue))}')
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    keep_to_one_thread()
    spent, failed = {}, []
    for number, (shot, target) in enumerate(queue, 1):
        started = time.time()
        try:
            take(shot, target, options.preview)
        except Exception as problem:  # one broken sitting must not end a night's run
            failed.append(shot.file)
            print(f'{shot.file}: {type(problem).__name__}: {problem}', file=sys.stderr, flush=True)
            if os.environ.get('TRACE'):
                raise
        spent.setdefault(shot.kind, []).append(time.time() - started)
        left = sum(sum(spent[s.kind]) / len(spent[s.kind]) if s.kind in spent else GUESS[s.kind] for s, _ in queue[number:])
        print(f'[{number}/{len(queue)}] {shot.file} {time.time() - started:.0f} s, {minutes(left)} left', flush=True)
        if stopping:
            break
    if failed:
        sys.exit(f'{len(failed)} failed: ' + ', '.join(failed))


if __name__ == '__main__':
    main()
