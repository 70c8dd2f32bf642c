#pragma once

#include "controllers/lights/light_source.hpp"

#include <cstddef>

namespace clave {

/// What all answers look at.
struct LightContext {
    const Focus& focus;
    const Snapshot& snapshot;
    const ClockStatus& status;

    [[nodiscard]] const Song& song() const noexcept { return *snapshot.song; }
    [[nodiscard]] const Performance& performance() const noexcept { return snapshot.performance; }
    /// Of one of the song's tracks; null when there is no such track, or when the clock still plays a song
    /// that has others.
    [[nodiscard]] const TrackStatus* track(std::size_t index) const noexcept
    {
        const auto& tracks = snapshot.song->tracks;
        if (index >= tracks.size() || index >= status.trackCount)
            return nullptr;
        return status.tracks[index].id == tracks[index]->id ? &status.tracks[index] : nullptr;
    }
};

[[nodiscard]] constexpr LightAnswer onOff(bool on) noexcept
{
    return {on ? LightState::On : LightState::Off};
}

// A file each, of what belongs together. Realtime-safe: yes, all.
[[nodiscard]] LightAnswer stepAnswer(const LightContext& of, int step) noexcept;
[[nodiscard]] LightAnswer stepValueAnswer(const LightContext& of, int step, std::string_view param) noexcept;
[[nodiscard]] LightAnswer pageAnswer(const LightContext& of, int page) noexcept;
[[nodiscard]] LightAnswer keyAnswer(const LightContext& of, int key) noexcept;

[[nodiscard]] LightAnswer barAnswer(const LightContext& of, const LightQuestion& question) noexcept;
[[nodiscard]] LightAnswer paramAnswer(const LightContext& of, const LightQuestion& question) noexcept;

[[nodiscard]] LightAnswer trackAnswer(const LightContext& of, LightSource source, int track) noexcept;
[[nodiscard]] LightAnswer sceneAnswer(const LightContext& of, int scene) noexcept;
[[nodiscard]] LightAnswer slotAnswer(const LightContext& of, int track, int slot) noexcept;

}  // namespace clave
