"""Fast hands on an X display: pointer and button through XTest, pixels through XGetImage; no process is started for any of it."""
import ctypes
import ctypes.util
import time

ALL_PLANES, Z_PIXMAP = 0xFFFFFFFFFFFFFFFF, 2


class Image(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.POINTER(ctypes.c_ubyte))]


class Hands:
    def __init__(self, display, window):
        self.x, self.test = (ctypes.CDLL(ctypes.util.find_library(name)) for name in ("X11", "Xtst"))
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XGetImage.restype = ctypes.POINTER(Image)
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        # A window that has gone meanwhile is no reason to end.
        self.ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self.x.XSetErrorHandler(self.ignore)
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(display.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        self.window = ctypes.c_ulong(int(window))

    def move(self, x, y):
        self.test.XTestFakeMotionEvent(self.display, -1, int(x), int(y), ctypes.c_ulong(0))
        self.x.XFlush(self.display)

    def button(self, down):
        self.test.XTestFakeButtonEvent(self.display, 1, int(down), ctypes.c_ulong(0))
        self.x.XFlush(self.display)

    def place(self, x, y, width, height):
        """Moves and resizes the window."""
        self.x.XMoveResizeWindow(self.display, self.window, x, y, width, height)
        self.x.XFlush(self.display)

    def pixel(self, x, y):
        image = self.x.XGetImage(self.display, self.root, int(x), int(y), 1, 1, ctypes.c_ulong(ALL_PLANES), Z_PIXMAP)
        color = tuple(image.contents.data[i] for i in range(3))
        self.x.XFree(image.contents.data)
        self.x.XFree(image)
        return color

    def until_changed(self, x, y, before, timeout=1.0):
        """Seconds from now until the pixel is another color; nothing when it stays."""
        begun = time.monotonic()
        while time.monotonic() - begun < timeout:
            if self.pixel(x, y) != before:
                return time.monotonic() - begun
            time.sleep(0.0005)
        return None

    def close(self):
        self.x.XCloseDisplay(self.display)
