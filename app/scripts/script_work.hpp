#pragma once

#include "app/scripts/ghost_keeper.hpp"
#include "app/scripts/held_wishes.hpp"
#include "app/scripts/script_hands.hpp"
#include "app/scripts/script_list.hpp"
#include "app/scripts/script_process.hpp"
#include "app/scripts/script_roster.hpp"
#include "app/scripts/script_talk.hpp"
#include "app/scripts/song_mirror.hpp"
#include "core/engine/command.hpp"
#include "core/engine/key_sender.hpp"
#include "core/engine/script_exchange.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clave {

/// What lies between the clock and the scripts' process, a round at a time: asks and what has changed in the
/// song go there, answers and wishes come back. Thread-safe: no. Realtime-safe: no.
class ScriptWork final : private ScriptSink {
public:
    /// How far ahead of the look-ahead steps are asked for.
    static constexpr Nanoseconds kHorizon = std::chrono::milliseconds {60};
    /// Longest that a call into a script may take, half of it.
    static constexpr std::chrono::milliseconds kBudget {30};
    /// What scripts themselves turn or remember is written into the song this often while it plays.
    static constexpr Nanoseconds kKeepWhilePlaying = std::chrono::seconds {10};
    static constexpr Nanoseconds kKeepAtRest = std::chrono::milliseconds {500};
    /// What scripts call the console.
    static constexpr const char* kConsoleScript = "console";
    /// What the view calls the expressions of steps, when they ask whether they may run.
    static constexpr const char* kExpressions = "step expressions";

    /// The ways to the rest of Clave; all outlive it.
    struct Ways {
        ScriptProcess& process;
        ScriptQueues& queues;
        /// False when the session is far behind.
        std::function<bool(Command command)> send;
        std::function<void(std::string sentence)> say;  ///< for a person
        std::function<void(std::string_view kind, const JsonView& said)> other;  ///< oscOut
        std::function<void(GuestWishPtr wish)> guests;  ///< what scripts want of controllers
    };

    ScriptWork(Ways ways, TrustList trust);

    /// First in a round, before the snapshot is looked at: so scripts know the song at least as new as the
    /// clock did when it asked.
    void takeAsks();
    struct Now {
        const Snapshot& snapshot;
        const ClockStatus& status;
        const std::string& songPath;
        TimePoint time {};
    };
    void round(const Now& now);
    /// Everything that is to be kept with the song is asked for now.
    void keep(TimePoint now);
    /// The song has all that was asked for.
    [[nodiscard]] bool isKept() const noexcept { return !list_.isAsked(); }

    // What comes from elsewhere, between rounds.
    void onFile(const std::string& path, const Result<std::string>& text);
    /// \param port name of the input.
    void onMidi(const std::string& port, const HeardMessage& heard, const ClockStatus& status);
    /// Something that hands did on a controller; only while there is room.
    void onHands(const GuestNews& news, const ClockStatus& status);
    [[nodiscard]] bool hasRoomForHands() const noexcept { return hands_.hasRoom(); }
    void onDevices(std::span<const GuestDevice> devices);
    /// Anything else to the process; while it does not run, to nobody.
    void tell(std::string_view kind, std::string json);
    /// \param script empty: all that ask.
    void trust(const std::string& script);
    void evaluate(
        std::uint64_t id, const std::string& script, const std::string& text, ScriptTalk::OnReply onReply);
    void complete(std::uint64_t id, const std::string& script, const std::string& text, std::size_t cursor,
        ScriptTalk::OnReply onReply);
    /// \param gesture of the hand that holds it; 0: turns within a second belong together.
    void turn(const std::string& script, const std::string& knob, double value, TimePoint now,
        std::uint64_t gesture = 0);
    void takeBack(std::uint64_t gesture);
    void add(const std::string& file, TimePoint now);
    void remove(const std::string& script, TimePoint now);
    void enable(const std::string& script, bool on, TimePoint now);

    [[nodiscard]] ScriptRoster& roster() noexcept { return roster_; }
    [[nodiscard]] bool wantsMidi() const noexcept { return wantsMidi_; }
    [[nodiscard]] bool wantsOsc(std::string_view path) const;
    /// Asks may come: look often.
    [[nodiscard]] bool isBusy() const noexcept { return isBusy_; }
    /// What there is to load is loaded, and the clock knows what is to be asked.
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] std::optional<TimePoint> nextCommand(const ClockStatus& status) const
    {
        return held_.next(status);
    }
    [[nodiscard]] ScriptsView view() const;
    /// What scripts make of steps; another pointer when that is another.
    [[nodiscard]] GhostsViewPtr ghosts() { return ghosts_.view(); }
    /// Whether view() may be another since the last call.
    [[nodiscard]] bool takeChanged() noexcept { return std::exchange(hasChanged_, false); }

private:
    [[nodiscard]] TellScripts tellThem()
    {
        return [this](std::string_view kind, std::string json) { tell(kind, std::move(json)); };
    }
    void onAnswer(const ScriptAnswer& answer) override;
    void onText(std::string_view kind, const std::string& json) override;

    void onWants(const JsonView& said);
    void onDark(const std::string& script);
    void followHands();
    [[nodiscard]] bool isLive(const std::string& script) const;
    void onCommand(const JsonView& said);
    void onTrouble(std::string_view kind, const JsonView& said);
    void start();
    void fulfil(ScriptWish& wish);
    void followSong(const Now& now);
    void followExpressions(const Now& now, const Song* before);
    void followHooks(const Now& now);
    void forwardAsks();
    void lookAtProcess();
    void writeBack(const Now& now);
    void sayMissing(TimePoint now);
    void showTracks();
    void change(const std::string& script, std::uint64_t gesture, TimePoint now,
        const std::function<void(ScriptRef&)>& edit);
    void log(const std::string& script, std::string sentence);

    struct Hook {
        SetHooks::Hook hook;
        std::vector<std::string> scripts;  ///< that play there, as far as they are known
    };

    Ways ways_;
    ScriptList list_;
    ScriptRoster roster_;
    ScriptTalk talk_;
    SongMirror mirror_;
    HeldWishes held_;
    ScriptHands hands_;
    std::string devices_;  ///< as the process is told them
    GhostKeeper ghosts_;
    std::vector<ScriptAsk> asks_;
    std::vector<Hook> hooks_;
    std::map<std::uint32_t, std::uint64_t> misses_;  ///< by id of the track
    std::vector<std::string> osc_;
    SongPtr song_;
    SongPtr keptSong_;  ///< whose expressions are remembered as the person's own
    DocumentId document_ = 0;
    bool keepsExpressions_ = true;  ///< expressions of steps are the person's own, or were said yes to
    bool areHooksSet_ = false;  ///< the session has done what scripts want
    bool isStarted_ = false;  ///< there is something to run
    bool hasChanged_ = true;
    std::vector<ScriptRef> followed_;  ///< as the roster was told last
    std::string songPath_;
    /// Loaded scripts whose files cannot be read, by name, since when; never: it was said.
    std::map<std::string, std::optional<TimePoint>> missing_;
    ScriptHostReport report_;
    int handsSent_ = 0;  ///< since the last echo
    std::uint64_t turns_ = 0;  ///< gestures of knobs
    std::string turned_;  ///< the last knob, and when
    TimePoint turnedAt_ {};
    TimePoint keptAt_ {};
    TimePoint hooksAskedAt_ {};
    bool wantsMidi_ = false;
    bool isBusy_ = false;
    bool wasPlaying_ = false;
};

}  // namespace clave
