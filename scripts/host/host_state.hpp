#pragma once

#include "scripts/host/ending.hpp"
#include "scripts/host/host_memory.hpp"
#include "scripts/host/host_process.hpp"
#include "scripts/host/nursery.hpp"
#include "scripts/host/script_host.hpp"
#include "scripts/host/unanswered.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace clave {

/// What is inside a ScriptHost: the process at work, its spare, and the change from one to the other.
class ScriptHost::State {
public:
    State(ScriptHostOptions options, const Clock& clock);
    ~State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    State(State&&) = delete;
    State& operator=(State&&) = delete;

    [[nodiscard]] bool trySend(const ScriptAsk& ask);
    /// Sends the slice that was held back, if there is one.
    void sendSlice();
    /// Whether everything is to be told at once, as somebody waits for it.
    void setAwaited(bool isAwaited);
    void send(std::string_view kind, const std::string& json);
    void poll(ScriptSink& sink);
    [[nodiscard]] int waitable() const noexcept { return events_.get(); }
    [[nodiscard]] ScriptHostReport report() const;

    /// Everything that was sent has been dealt with: asks, or texts too.
    [[nodiscard]] bool isDone(bool withTexts) const noexcept;
    /// Counts what the process has done: as long as it changes there is progress.
    [[nodiscard]] std::uint64_t progress() const noexcept { return heard_; }

private:
    struct Place {
        std::unique_ptr<HostProcess> process;
        bool isReady = false;
        bool isBroken = false;  ///< it said what nobody says
        bool hasEnded = false;
    };

    [[nodiscard]] bool push(const ScriptAsk& ask);
    void watch(int file) noexcept;
    void unwatch(int file) noexcept;
    void lookAtEvents();
    void takeNewborn();
    /// Gives a new process its work, or the place of the spare.
    void employ(std::unique_ptr<HostProcess> process);
    void tellSong(HostProcess& process) const;
    /// Makes the spare, if there is one, the worker.
    void promote();

    void hearWorker(ScriptSink& sink);
    void hearSpare();
    void hearWorkersText(WireText& text, ScriptSink& sink);
    void answerHeard(ScriptAnswer answer, ScriptSink& sink);
    /// True when it was about the process itself.
    bool hearOfProcess(Place& place, const WireText& text);
    void tellOutput(HostProcess& process, ScriptSink& sink);

    /// Is there a reason to end it?
    [[nodiscard]] std::optional<EndCause> trouble(const Place& place) const;
    void lookAfterWorker(ScriptSink& sink);
    void lookAfterSpare();
    void blame(const Ending& ending, ScriptSink& sink);
    /// What was under way gets its answer: a step plays as written, a line typed in the console failed.
    void giveUpOn(std::uint64_t ask, const Ending& ending, ScriptSink& sink);
    void bury(Place& place);
    void reap();

    bool hasSpare_;
    const Clock& clock_;
    FileHandle events_;
    Nursery nursery_;
    HostMemory memory_;
    Unanswered unanswered_;
    std::optional<ScriptAsk> slice_;  ///< held back: the next one may say the same and more
    TimePoint sliceAt_;  ///< when the last was sent
    bool isStepAsked_ = false;  ///< since then
    bool isAwaited_ = false;
    std::vector<WireText> early_;  ///< that came while there was no worker
    std::vector<nlohmann::json> questions_;  ///< ids of evals and completions without a reply
    Place worker_;
    Place spare_;
    std::vector<std::unique_ptr<HostProcess>> dying_;
    ScriptHostReport report_;
    WireDone done_;  ///< of the worker
    VoiceId notes_ = 0;
    std::uint64_t heard_ = 0;
    int stillborn_ = 0;  ///< that ended before they were ready, in a row
    bool mustOrder_ = false;  ///< a spare, when there is time
    std::optional<TimePoint> endedAt_;  ///< the worker before; until this one answers
};

}  // namespace clave
