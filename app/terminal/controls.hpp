#pragma once

#include "app/tempo_keys.hpp"
#include "app/terminal/keys.hpp"
#include "core/engine/command.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"
#include "core/time/tap_tempo.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// What the terminal player's keys do: each becomes commands, or something that the player itself has to do.
///
/// Knows no terminal and no engine, so every key is tested by what it asks for.
/// Thread-safe: no. Realtime-safe: no.
class Controls {
public:
    /// What plays, at the moment of the key.
    struct Now {
        TimePoint time;
        const Snapshot& snapshot;
        const ClockStatus& status;
    };
    enum class Wish : std::uint8_t { Nothing, Quit, Save, MoveTrack };
    struct Asked {
        CommandWhat what;
        std::uint64_t gesture = 0;
    };
    struct Result {
        std::vector<Asked> commands;
        Wish wish = Wish::Nothing;
    };

    [[nodiscard]] Result press(Key key, const Now& now);

    /// The track that keys act on; always one of the song's, or 0.
    [[nodiscard]] std::size_t selected(const Song& song) const noexcept;
    [[nodiscard]] bool showsKeys() const noexcept { return showsKeys_; }

private:
    Result pressCharacter(char character, const Now& now);
    Result pressSpecial(Key::What what, const Now& now);
    Result changeTempo(const Now& now, double delta);
    Result tap(const Now& now);
    void select(const Song& song, int step);

    TapTempo tap_;
    TempoKeys tempo_;
    std::size_t selected_ = 0;
    bool showsKeys_ = false;
};

}  // namespace clave
