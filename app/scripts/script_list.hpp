#pragma once

#include "core/model/song.hpp"
#include "core/time/time_point.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

namespace clave {

/// The song's list of scripts as it is going to be: changes that the session has not made yet are built upon,
/// so that two in quick succession do not undo each other. Thread-safe: no. Realtime-safe: no.
class ScriptList {
public:
    /// Asks the session for another list. False when it could not be asked.
    using Send = std::function<bool(const std::vector<ScriptRef>& list, std::uint64_t gesture)>;
    /// The session answers within a millisecond; a change that it has refused is given up after this.
    static constexpr Nanoseconds kPatience = std::chrono::milliseconds {500};

    explicit ScriptList(Send send) : send_(std::move(send)) {}

    /// What the song has now.
    void see(const std::vector<ScriptRef>& inSong, TimePoint now);
    [[nodiscard]] const std::vector<ScriptRef>& list() const noexcept { return list_; }
    /// The session has not answered yet.
    [[nodiscard]] bool isAsked() const noexcept { return isAsked_; }
    /// What was written is taken back: what the song has next is so.
    void giveUp() noexcept { isAsked_ = false; }
    /// \param gesture as of commands.
    void write(std::vector<ScriptRef> list, std::uint64_t gesture, TimePoint now);

private:
    Send send_;
    std::vector<ScriptRef> list_;
    bool isAsked_ = false;
    TimePoint askedAt_ {};
};

}  // namespace clave
