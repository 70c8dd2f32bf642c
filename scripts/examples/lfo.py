"""Two slow movements on the filter and the panorama of the keys."""

from clave import *

cutoff = Lfo(shape="sine", number=74, beats=16, low=30, high=110).on("Keys")
pan = Lfo(shape="triangle", number=10, beats=8).on("Keys")
