"""Echo with notes instead of sound: each repeat is softer and, if you like, higher."""

from clave import *

echo = Echo(time=0.75, repeats=3, fade=0.6, semitones=12).on("Lead")
