#pragma once

#include "app/window/dot_rect.hpp"

#include <imgui.h>

#include <cstdint>
#include <vector>

namespace clave {

/// What differs between one frame of Dear ImGui and the next, triangle by triangle; so that where a playhead
/// moves two columns are drawn, and not the whole window. Thread-safe: no. Realtime-safe: no.
class DrawChanges {
public:
    /// Looks at a frame. \return where it differs from the one looked at before, in rectangles that do not
    /// meet; after forget(), and when dots are not units, all of it.
    [[nodiscard]] std::vector<DotRect> look(const ImDrawData& data);
    /// What was drawn before is lost, or was drawn with other fonts.
    void forget() { lists_.clear(); }

    /// Leaves of the frame that was looked at last only what is seen within these rectangles. Ends with the
    /// object: then the frame is whole again.
    class Narrowed {
    public:
        Narrowed(const DrawChanges& changes, ImDrawData& data, const std::vector<DotRect>& rects);
        ~Narrowed();
        Narrowed(const Narrowed&) = delete;
        Narrowed& operator=(const Narrowed&) = delete;
        Narrowed(Narrowed&&) = delete;
        Narrowed& operator=(Narrowed&&) = delete;

    private:
        struct Kept {
            ImVector<ImDrawCmd> commands;
            ImVector<ImDrawIdx> indices;
        };
        void exchange();

        ImDrawData& data_;
        std::vector<Kept> kept_;
    };

private:
    struct Triangle {
        std::uint64_t hash = 0;  ///< of all that it looks like
        DotRect box;  ///< that it is seen in; may be empty
    };
    struct List {
        std::vector<Triangle> triangles;  ///< in the order of drawing
        bool isOdd = false;  ///< it draws something that we cannot look into

        void read(const ImDrawList& list, const ImDrawData& data);
    };

    std::vector<List> lists_;
    std::vector<List> before_;
    ImVec2 size_ {};
};

}  // namespace clave
