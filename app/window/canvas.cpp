#include "app/window/canvas.hpp"

#define GL_GLEXT_PROTOTYPES
#define GLFW_INCLUDE_GLEXT
#include <GLFW/glfw3.h>

namespace clave {

Canvas::~Canvas()
{
    release();
}

void Canvas::release()
{
    if (frame_ == 0)
        return;
    glDeleteFramebuffers(1, &frame_);
    glDeleteRenderbuffers(1, &dots_);
    frame_ = 0;
    dots_ = 0;
}

bool Canvas::begin(int width, int height)
{
    const bool isKept = frame_ != 0 && width == width_ && height == height_;
    width_ = width;
    height_ = height;
    if (isKept) {
        glBindFramebuffer(GL_FRAMEBUFFER, frame_);
        return true;
    }
    release();
    glGenRenderbuffers(1, &dots_);
    glBindRenderbuffer(GL_RENDERBUFFER, dots_);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
    glGenFramebuffers(1, &frame_);
    glBindFramebuffer(GL_FRAMEBUFFER, frame_);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, dots_);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        release();
    return false;
}

void Canvas::clear(const DotRect& rect, const float (&color)[3]) const
{
    glEnable(GL_SCISSOR_TEST);
    // OpenGL counts from the lower edge.
    glScissor(rect.left, height_ - rect.bottom, rect.right - rect.left, rect.bottom - rect.top);
    glClearColor(color[0], color[1], color[2], 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
}

void Canvas::end() const
{
    if (frame_ == 0)
        return;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, frame_);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
    glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

}  // namespace clave
