#include "scripts/host/script_child.hpp"

#include "core/model/step_words.hpp"

#include <nlohmann/json.hpp>
#include <poll.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

namespace clave {
namespace {
constexpr int kLeastPriority = 19;
constexpr timespec kWaitForRoom {0, 500'000};
constexpr timespec kLookAround {0, 400'000'000};  ///< for what scripts' own threads say at rest

/// What asks that come after it depend on.
constexpr std::array<std::string_view, 10> kDue {
    "song", "tracks", "track", "pattern", "performance", "settings", "devices", "load", "unload", "knob"};
/// What a person waits for, not the music.
constexpr std::array<std::string_view, 4> kPatient {"unload", "eval", "complete", "modules"};

// Set in a copy of the process that a script made with fork().
std::atomic<bool> isCopy {false};
void markCopy() noexcept
{
    isCopy = true;
    ::setpriority(PRIO_PROCESS, 0, kLeastPriority);  // whatever it does, others go first
}

/// A copy that comes back from the script has nothing more to do: the ring is not its own.
void endIfCopy() noexcept
{
    if (isCopy)
        ::_exit(0);
}
}  // namespace

ScriptChild::ScriptChild(
    ScriptChannel channel, FileHandle wakeChild, FileHandle wakeParent, ScriptCheck checkOf)
    : check_(checkOf)
    , channel_(std::move(channel))
    , guard_(channel_.block().guard)
    , wakeChild_(std::move(wakeChild))
    , wakeParent_(std::move(wakeParent))
    , up_(channel_.block().up, channel_.up())
    , down_(channel_.block().down, channel_.down())
    , watchdog_(guard_, clock_, wakeParent_, pthread_self())
{
    pthread_atfork(nullptr, nullptr, markCopy);
}

bool ScriptChild::start(Interpreter& python, const InterpreterConfig& config)
{
    if (const std::string why = python.start(config); !why.empty()) {
        fail(why);
        return false;
    }
    say("ready", nlohmann::json {{"python", python.version()}}.dump());
    return true;
}

void ScriptChild::fail(const std::string& sentence)
{
    say("failed",
        nlohmann::json {{"message", sentence}}.dump(
            -1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void ScriptChild::run(Interpreter& python)
{
    watchdog_.watch();
    for (;;) {
        receive();
        if (!due_.empty()) {
            const Item item = std::move(due_.front());
            due_.pop_front();
            handle(python, item);
        } else if (!work_.empty()) {
            wakeParent();
            const Item item = std::move(work_.front());
            work_.pop_front();
            handle(python, item);
        } else {
            done_.records = received_;
            sayDone();
            python.idle();
            wakeParent();
            wait(python);
        }
    }
}

void ScriptChild::receive()
{
    for (;;) {
        switch (down_.take(record_)) {
        case RingReader::Taken::None:
            return;
        case RingReader::Taken::Broken:
            ::_exit(CallGuard::kBroken);
        case RingReader::Taken::One:
            break;
        }
        if (static_cast<Wire>(record_.kind) == Wire::Ask) {
            const auto ask = readAsk(record_.bytes);
            if (!ask)
                ::_exit(CallGuard::kBroken);
            due_.emplace_back(*ask);
            ++received_;
        } else if (joiner_.add(static_cast<Wire>(record_.kind), record_.bytes)) {
            WireText& text = joiner_.text();
            auto& queue = std::ranges::find(kDue, text.kind) != kDue.end() ? due_ : work_;
            queue.emplace_back(std::move(text));
            ++received_;
        } else if (joiner_.isBroken()) {
            ::_exit(CallGuard::kBroken);
        }
    }
}

void ScriptChild::handle(Interpreter& python, const Item& item)
{
    guard_.progress.store(now().time_since_epoch().count(), std::memory_order_relaxed);
    if (const auto* const ask = std::get_if<ScriptAsk>(&item)) {
        budgetNs_ = guard_.hookBudgetNs.load(std::memory_order_relaxed);
        guard_.ask.store(done_.asks + 1, std::memory_order_relaxed);
        python.ask(*ask);
        endIfCopy();
        guard_.ask.store(0, std::memory_order_relaxed);
        ++done_.asks;
        if (ask->what == ScriptAsk::What::Slice)
            sayDone();
    } else {
        const auto& text = std::get<WireText>(item);
        const bool isPatient = std::ranges::find(kPatient, text.kind) != kPatient.end();
        const auto& budget = isPatient ? guard_.textBudgetNs
            : text.kind == "load"      ? guard_.bodyBudgetNs
                                       : guard_.hookBudgetNs;
        budgetNs_ = budget.load(std::memory_order_relaxed);
        python.text(text.kind, text.json);
        endIfCopy();
    }
    lookAtFiles();
    depth_ = 0;
    guard_.end();
}

void ScriptChild::sayDone()
{
    if (done_.asks == said_.asks && done_.records == said_.records)
        return;
    // It is told again the next time, so it may be left out when there is no room.
    if (up_.tryPush(static_cast<std::uint32_t>(Wire::Done), std::as_bytes(std::span {&done_, 1})))
        said_ = done_;
}

void ScriptChild::wakeParent() noexcept
{
    if (!std::exchange(hasNews_, false) && !guard_.isAwaited.load(std::memory_order_relaxed))
        return;
    if (up_.mustWake())
        ring(wakeParent_);
}

void ScriptChild::wait(Interpreter& python)
{
    guard_.progress.store(0, std::memory_order_relaxed);
    watchdog_.rest();
    python.releaseLock();
    down_.setAsleep(true);
    if (down_.isEmpty()) {
        const bool isSaid = said_.records == done_.records;
        pollfd wake {wakeChild_.get(), POLLIN, 0};
        ::ppoll(&wake, 1, isSaid ? &kLookAround : &kWaitForRoom, nullptr);
        if ((wake.revents & POLLNVAL) != 0)
            ::_exit(CallGuard::kFilesClosed);  // a script closed what it does not know: begin again
    }
    down_.setAsleep(false);
    silence(wakeChild_);
    watchdog_.watch();
    guard_.progress.store(now().time_since_epoch().count(), std::memory_order_relaxed);
    guard_.isKeptOut.store(true, std::memory_order_relaxed);
    python.takeLock();
    guard_.isKeptOut.store(false, std::memory_order_relaxed);
}

void ScriptChild::say(std::string_view kind, std::string_view json)
{
    for (std::size_t from = 0; !tryText(kind, json, from);)
        waitForRoom();
    wakeParent();
}

bool ScriptChild::tryAnswer(const ScriptAnswer& answer)
{
    if (isCopy)
        return true;
    hasNews_ = true;
    writeAnswer(answer, bytes_);
    return up_.tryPush(static_cast<std::uint32_t>(Wire::Answer), bytes_);
}

bool ScriptChild::tryText(std::string_view kind, std::string_view json, std::size_t& from)
{
    if (isCopy)
        return true;
    hasNews_ = true;
    const std::vector<std::byte> text = textBytes(kind, json);
    while (from < text.size()) {
        const TextPiece piece = pieceOf(text, from);
        if (!up_.tryPush(static_cast<std::uint32_t>(piece.kind), piece.bytes))
            return false;
        from += piece.bytes.size();
    }
    return true;
}

void ScriptChild::waitForRoom()
{
    ring(wakeParent_);
    ::ppoll(nullptr, 0, &kWaitForRoom, nullptr);
}

void ScriptChild::beginCall(
    std::string_view script, std::string_view hook, std::uint32_t track, bool isPatient)
{
    if (isCopy || depth_++ > 0)
        return;
    if (!guard_.isOf(script))
        lookAtFiles();
    const auto budget = isPatient ? guard_.textBudgetNs.load(std::memory_order_relaxed) : budgetNs_;
    guard_.begin(++calls_, script, hook, track, now().time_since_epoch().count(), budget);
}

void ScriptChild::endCall()
{
    if (!isCopy && depth_ > 0 && --depth_ == 0)
        guard_.end();
}

void ScriptChild::lookAtFiles()
{
    const std::uint64_t calls = calls_ - std::exchange(looked_, calls_);
    std::array<pollfd, 2> ours {pollfd {wakeChild_.get(), 0, 0}, pollfd {wakeParent_.get(), 0, 0}};
    // Asked for nothing, poll tells only what is wrong.
    if (calls == 0 || ::poll(ours.data(), ours.size(), 0) == 0)
        return;
    // Of one call it is known which hook it was.
    guard_.begin(calls_, guard_.script(), calls == 1 ? guard_.hook() : "", guard_.track(), 0, 0);
    ::_exit(CallGuard::kFilesClosed);
}

bool ScriptChild::isOverBudget() const
{
    if (isCopy || depth_ == 0)
        return false;
    const std::int64_t began = guard_.since.load(std::memory_order_relaxed);
    return now().time_since_epoch().count() - began >= guard_.budgetNs.load(std::memory_order_relaxed);
}

double ScriptChild::budgetMs() const
{
    return isCopy ? 0.0 : static_cast<double>(guard_.budgetNs.load(std::memory_order_relaxed)) / 1e6;
}

bool ScriptChild::isForked() const
{
    return isCopy;
}

std::optional<Condition> ScriptChild::condition(std::string_view text) const
{
    return parseCondition(text);
}

std::optional<Retrig> ScriptChild::retrig(std::string_view text) const
{
    return parseRetrig(text, {});
}

}  // namespace clave
