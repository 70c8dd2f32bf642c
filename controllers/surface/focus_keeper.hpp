#pragma once

#include "controllers/map/focus.hpp"
#include "controllers/surface/moment.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace clave {

/// Keeps a surface's focus where it belongs: at the cursor that window, keys and pads share, at the pattern
/// that plays and at the page that plays, each as far as the surface was told to go along.
///
/// Thread-safe: no. Realtime-safe: yes.
class FocusKeeper {
public:
    explicit FocusKeeper(std::size_t pageSteps) { focus.pageSteps = pageSteps; }

    /// Looks again. \return true when the focus went to another pattern: what is held means nothing any more.
    bool follow(const SurfaceView& view);
    /// A person chose this pattern here; the shared cursor comes along unless the surface is locked.
    void choose(const PatternPlace& place, const Moment& moment);
    /// A step was touched: the shared cursor goes there, unless the surface is locked.
    void touchStep(std::size_t step, const Moment& moment);
    /// A person chose this page, and stays there until told to follow again.
    void choosePage(int page, const SurfaceView& view);
    void toggleLock(const SurfaceView& view);

    /// Pages that the focused pattern has, at least one.
    [[nodiscard]] std::size_t pages(const SurfaceView& view) const;
    /// Track, slot, page and layer, in words.
    [[nodiscard]] std::string inWords(const SurfaceView& view) const;
    /// The slot that a track shows: the one that plays, else the scene's, else its first with a pattern.
    [[nodiscard]] static std::size_t slotOf(std::size_t track, const SurfaceView& view);

    Focus focus;

private:
    static constexpr std::size_t kBank = 8;  ///< tracks that are shown at once

    /// The bank goes along with the track.
    void showTrack() noexcept;
    void clampTo(const SurfaceView& view);

    std::optional<Cursor> cursor_;  ///< as last seen, or sent
    Cursor seen_;
    std::uint32_t trackId_ = 0;
    std::int16_t playingSlot_ = -1;
};

}  // namespace clave
