#include "app/scripts/script_desk.hpp"

#include "app/scripts/script_knobs.hpp"
#include "core/io/json_value.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace clave {
namespace {
using namespace std::chrono_literals;
/// Asks come a horizon (60 ms) ahead; keys are played to a script as soon as a hand can tell.
constexpr Nanoseconds kBusy = 4ms;
constexpr Nanoseconds kListening = 2ms;
constexpr Nanoseconds kIdle = 100ms;
constexpr Nanoseconds kViews = 33ms;
constexpr Nanoseconds kComplaints = 5s;
constexpr std::size_t kMostNews = 32;
}  // namespace

ScriptDesk::ScriptDesk(Engine& engine, const Clock& clock, Setup setup)
    : engine_(engine)
    , clock_(clock)
    , setup_(std::move(setup))
    , wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , watcher_(std::make_unique<ScriptWatcher>([this] { wake(); }))
    , thread_([this] { run(); })
{
}

ScriptDesk::~ScriptDesk()
{
    {
        const std::scoped_lock lock(mutex_);
        isOver_ = true;
    }
    wake();
    thread_.join();
    watcher_.reset();
    close(wake_);
}

void ScriptDesk::wake() const
{
    (void)eventfd_write(wake_, 1);
}

void ScriptDesk::post(Job job)
{
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake();
}

void ScriptDesk::say(std::string sentence)
{
    {
        const std::scoped_lock lock(mutex_);
        const bool isKnown = !news_.empty() && news_.back() == sentence;
        if (isKnown || news_.size() >= kMostNews)
            return;
        news_.push_back(std::move(sentence));
    }
    if (setup_.onNews)
        setup_.onNews();
}

bool ScriptDesk::send(Command command)
{
    auto& sender = senders_[command.source];
    if (sender == nullptr)
        sender = engine_.makeSender(command.source);
    return sender->trySend(std::move(command.what), command.gesture, command.from);
}

ScriptWork::Ways ScriptDesk::ways(ScriptProcess& process)
{
    return {process, engine_.scripts(), [this](Command command) { return send(std::move(command)); },
        [this](std::string sentence) { say(std::move(sentence)); },
        [this](std::string_view kind, const JsonView& said) { hear(kind, said); },
        [this](GuestWishPtr wish) { showWish(std::move(wish)); }};
}

void ScriptDesk::hear(std::string_view kind, const JsonView& said)
{
    if (kind == "oscOut" && setup_.sendOsc)
        setup_.sendOsc(said["path"].text(), said["args"].line());
}

void ScriptDesk::run()
{
    const auto process = setup_.makeProcess();
    ScriptWork work {ways(*process), readTrust(setup_.trustFile)};
    if (setup_.trustsAll)
        work.roster().trusted().trustAll();
    Published<Snapshot>::Reader reader(engine_.snapshots());
    for (bool isOver = false; !isOver;) {
        waitFor(process->waitable(), patience(work));
        round(work, reader);
        const std::scoped_lock lock(mutex_);
        isOver = isOver_;
    }
    work.keep(clock_.now());
    engine_.scripts().horizonNs.store(0, std::memory_order_relaxed);
    if (auto news = work.roster().takeTrustNews())
        rememberTrust(setup_.trustFile, *news);
}

void ScriptDesk::round(ScriptWork& work, Published<Snapshot>::Reader& reader)
{
    std::vector<Job> jobs;
    work.takeAsks();
    const Snapshot* const snapshot = reader.latest();
    if (snapshot == nullptr)
        return;
    {
        const std::scoped_lock lock(mutex_);
        jobs.swap(jobs_);
    }
    const std::string songPath = this->songPath(snapshot->document);
    isViewDue_ = isViewDue_ || !jobs.empty();
    for (const Job& job : jobs)
        job(work);
    for (const auto& seen : watcher_->take())
        work.onFile(seen.path, seen.text);
    const ClockStatus status = engine_.status();
    takeMidi(work, status);
    const TimePoint now = clock_.now();
    work.round({*snapshot, status, songPath, now});
    takeHands(work, status, now);
    watcher_->watch(work.roster().watched());
    if (auto news = work.roster().takeTrustNews()) {
        watcher_->later([file = setup_.trustFile, list = std::move(*news)] { rememberTrust(file, list); });
    }
    isViewDue_ = work.takeChanged() || isViewDue_;
    const bool isReady = isAwaited_ && jobs.empty() && work.isReady();
    if (isReady || (now >= nextView_ && isViewDue_))
        show(work, now);
    showGhosts(work, now);
    if (isReady) {
        isAwaited_ = false;
        ready_.ring();
    }
    if (isKeeping_ && work.isKept()) {
        isKeeping_ = false;
        kept_.ring();
    }
}

std::string ScriptDesk::songPath(DocumentId document) const
{
    const std::scoped_lock lock(mutex_);
    if (pathOf_)
        return pathOf_(document);
    return document == 0 ? setup_.songPath : std::string {};
}

void ScriptDesk::takeMidi(ScriptWork& work, const ClockStatus& status)
{
    if (!work.wantsMidi()) {
        isListening_ = false;
        return;
    }
    const auto recent = engine_.recentInput();
    const auto inputs = engine_.inputReports();
    for (const HeardMessage& heard : recent) {
        if (isListening_ && heard.number > heard_)
            work.onMidi(heard.input < inputs.size() ? inputs[heard.input].name : "", heard, status);
    }
    if (!recent.empty())
        heard_ = recent.back().number;
    isListening_ = true;
}

// After the round, in which it may be heard that there is room again.
void ScriptDesk::takeHands(ScriptWork& work, const ClockStatus& status, TimePoint now)
{
    GuestNews news;
    while (work.hasRoomForHands() && hands_.tryPop(news))
        work.onHands(news, status);
    if (now < nextComplaint_)
        return;
    if (const auto leftOut = leftOut_.exchange(0); leftOut > 0) {
        nextComplaint_ = now + kComplaints;
        say(fmt::format(
            "Controllers send more than scripts can take in; {} messages were left out.", leftOut));
    }
}

void ScriptDesk::showWish(GuestWishPtr wish)
{
    const std::scoped_lock lock(controllersMutex_);
    wish_ = std::move(wish);
    if (controllers_.wish)
        controllers_.wish(wish_);
}

void ScriptDesk::showKnobs(const ScriptsView& view)
{
    auto knobs = knobWays(view);
    const std::scoped_lock lock(controllersMutex_);
    if (knobs == knobs_)
        return;
    knobs_ = std::move(knobs);
    if (controllers_.knobs)
        controllers_.knobs(knobs_);
}

Nanoseconds ScriptDesk::patience(const ScriptWork& work) const
{
    Nanoseconds patience = work.wantsMidi() || isKeeping_ ? kListening : work.isBusy() ? kBusy : kIdle;
    if (const auto next = work.nextCommand(engine_.status()))
        patience = std::clamp(*next - clock_.now(), Nanoseconds {0}, patience);
    return patience;
}

void ScriptDesk::waitFor(int process, Nanoseconds patience) const
{
    std::array<pollfd, 2> wanted {pollfd {wake_, POLLIN, 0}, pollfd {process, POLLIN, 0}};
    const timespec time {patience / 1s, static_cast<long>((patience % 1s).count())};
    (void)ppoll(wanted.data(), wanted.size(), &time, nullptr);
    eventfd_t rings = 0;
    (void)eventfd_read(wake_, &rings);
}

void ScriptDesk::showGhosts(ScriptWork& work, TimePoint now)
{
    if (now < nextGhosts_ || !areGhostsWanted_.exchange(false, std::memory_order_relaxed))
        return;
    nextGhosts_ = now + kViews;
    auto ghosts = work.ghosts();
    const std::scoped_lock lock(mutex_);
    ghosts_ = std::move(ghosts);
}

void ScriptDesk::show(const ScriptWork& work, TimePoint now)
{
    nextView_ = now + kViews;
    isViewDue_ = false;
    auto fresh = std::make_shared<const ScriptsView>(work.view());
    showKnobs(*fresh);
    {
        const std::scoped_lock lock(mutex_);
        if (*fresh == *view_)
            return;
        view_ = std::move(fresh);
    }
    if (setup_.onNews)
        setup_.onNews();
}

}  // namespace clave
