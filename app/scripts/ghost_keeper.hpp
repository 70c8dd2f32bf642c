#pragma once

#include "app/scripts/ghosts_view.hpp"
#include "core/engine/script_exchange.hpp"
#include "core/engine/status.hpp"
#include "core/engine/track_path.hpp"
#include "core/model/song.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>

namespace clave {

/// Remembers for each step what scripts made of it when it came last, from what they were asked and what
/// they answered. Nothing is kept where they play as written. Thread-safe: no. Realtime-safe: no.
class GhostKeeper {
public:
    /// Steps and notes whose time has not come; of more the oldest steps and the newest notes are left out.
    static constexpr std::size_t kMost = 4096;

    /// A question of the clock's. Playing that begins anew forgets all, one that was missed its step.
    void ask(const ScriptAsk& ask);
    /// \param song as it is now, to know written pitches.
    void answer(const ScriptAnswer& answer, const Song& song);
    /// The music has come to where `status` says: notes of live loops find their steps, and those that did
    /// not come again are gone.
    void follow(const ClockStatus& status, const Song& song);
    /// Steps of other tracks than these, by id, are left alone from now on.
    void keepOnly(const std::set<std::uint32_t>& hooked);
    /// Forgets all: no script runs.
    void clear();

    /// Another pointer when something has changed since the last call; never null.
    [[nodiscard]] GhostsViewPtr view();

private:
    struct Asked {
        VoiceId key = 0;
        std::uint64_t mark = 0;
        GhostPlace place;
        std::size_t index = 0;
    };
    struct Own {
        Position at;
        Position off;
        std::uint32_t track = 0;
        Note note;
    };
    /// Where the notes beside a step were.
    struct Beside {
        Position at;
        Tick length {};  ///< of the step
    };
    struct Kept {
        GhostSteps steps;
        std::map<std::size_t, Beside> beside;  ///< by index of the step
    };
    struct StepFound {
        GhostPlace place;
        std::size_t index = 0;
        Tick length {};
        Position offset;
    };

    GhostStep& step(const GhostPlace& place, std::size_t index);
    void set(const GhostPlace& place, std::size_t index, const PlayedStep* played);
    void put(const Own& own, const StepFound& found);
    [[nodiscard]] std::optional<StepFound> stepOf(const Own& own, const Song& song) const;
    void dropOld(const ClockStatus& status, const Song& song);
    void dropBeside(const GhostPlace& place, std::size_t index, Position before);

    std::deque<Asked> asked_;  ///< oldest first
    std::deque<Own> own_;  ///< by place
    std::map<std::uint32_t, TrackPath> paths_;  ///< of tracks that live loops play on
    std::map<GhostPlace, Kept> kept_;
    std::set<GhostPlace> changed_;  ///< since the last view
    Tick seen_ {};  ///< steps up to there have been looked at
    std::uint32_t run_ = 0;
    GhostsViewPtr view_ = std::make_shared<const GhostsView>();
    bool hasCleared_ = false;
};

}  // namespace clave
