#include "app/scripts/script_work.hpp"

#include "app/scripts/script_files.hpp"
#include "app/scripts/song_expressions.hpp"
#include "core/engine/gestures.hpp"
#include "core/io/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
using namespace std::chrono_literals;
constexpr Nanoseconds kAskAgain = 100ms;

std::string settingsText()
{
    JsonOut out = JsonOut::object();
    out.add("budgetMs", JsonOut::whole(ScriptWork::kBudget.count()));
    out.add("horizonMs", JsonOut::whole(ScriptWork::kHorizon / 1ms));
    return jsonLine(out);
}

}  // namespace

ScriptWork::ScriptWork(Ways ways, TrustList trust)
    : ways_(std::move(ways))
    , list_([this](const std::vector<ScriptRef>& list, std::uint64_t gesture) {
        return ways_.send({SetScripts {list}, std::string(kScriptHand), gesture});
    })
    , roster_(ScriptTrust {std::move(trust)},
          [this](std::string_view kind, std::string json) { tell(kind, std::move(json)); })
{
    roster_.trusted().trustFolder(scriptsFolder());
    roster_.trusted().trustFolder(demoFolder());
}

void ScriptWork::start()
{
    if (isStarted_)
        return;
    isStarted_ = true;
    ways_.process.start();
    tell("settings", settingsText());
    if (!devices_.empty())
        tell("devices", devices_);
}

void ScriptWork::tell(std::string_view kind, std::string json)
{
    if (isStarted_)
        ways_.process.send(kind, std::move(json));
}

void ScriptWork::takeAsks()
{
    ScriptAsk ask;
    while (ways_.queues.asks.tryPop(ask)) {
        ghosts_.ask(ask);
        asks_.push_back(ask);
    }
}

void ScriptWork::onFile(const std::string& path, const Result<std::string>& text)
{
    using State = ScriptView::State;
    hasChanged_ = true;
    // One that was there plays on; editors take files away for a moment.
    const auto isNew = [&](const ScriptView& view) {
        return !text && view.file == path && view.state == State::Waiting && view.textNumber == 0;
    };
    std::vector<std::string> missing;
    for (const ScriptEntry& entry : roster_.entries()) {
        if (isNew(entry.view()))
            missing.push_back(entry.name());
    }
    roster_.onFile(path, text);
    for (const auto& name : missing)
        log(name, roster_.find(name)->view().reason);
}

void ScriptWork::round(const Now& now)
{
    followSong(now);
    if (isStarted_) {
        forwardAsks();
        ways_.process.poll(*this);
        ghosts_.follow(now.status, *song_);
        lookAtProcess();
        followHooks(now);
    }
    for (ScriptWish& wish : held_.due(now.status, now.time))
        fulfil(wish);
    followHands();
    writeBack(now);
    sayMissing(now.time);
}

void ScriptWork::sayMissing(TimePoint now)
{
    constexpr Nanoseconds kMoment = std::chrono::seconds {1};  // editors take files away and put them back
    for (const ScriptEntry& entry : roster_.entries()) {
        if (entry.view().state != ScriptView::State::Missing || !entry.isLoaded()) {
            missing_.erase(entry.name());
            continue;
        }
        auto& since = missing_.try_emplace(entry.name(), now).first->second;
        if (!since || now - *since < kMoment)
            continue;
        since.reset();
        log(entry.name(), entry.view().reason + " What was loaded plays on.");
    }
}

void ScriptWork::fulfil(ScriptWish& wish)
{
    if (auto* const command = std::get_if<Command>(&wish)) {
        (void)ways_.send(std::move(*command));
        return;
    }
    const auto& saying = std::get<ScriptSaying>(wish);
    const JsonTree tree = JsonTree::parse(saying.json);
    if (saying.kind == "led")
        hands_.light(JsonView(tree));
    else
        ways_.other(saying.kind, JsonView(tree));
}

void ScriptWork::followSong(const Now& now)
{
    const SongPtr before = std::exchange(song_, now.snapshot.song);
    list_.see(song_->scripts, now.time);
    if (song_ != before || now.songPath != songPath_)
        followExpressions(now, before.get());
    if (list_.list() != followed_ || now.songPath != songPath_) {
        if (!list_.list().empty())
            start();
        followed_ = list_.list();
        songPath_ = now.songPath;
        roster_.follow(followed_, songPath_);
        showTracks();
    }
    if (!isStarted_)
        return;
    mirror_.update(now.snapshot, keepsExpressions_, tellThem());
    mirror_.update(now.snapshot, {now.status.playing, now.status.scene}, tellThem());
}

// Those that came with a song are looked at once; what is typed later is the person's own.
void ScriptWork::followExpressions(const Now& now, const Song* before)
{
    const bool isOther = before == nullptr || now.snapshot.document != document_;
    document_ = now.snapshot.document;
    if (isOther) {
        const auto texts = expressionsOf(*song_);
        keepsExpressions_ = texts.empty() || roster_.trusted().isTrusted(now.songPath, texts);
    }
    if (!isStarted_ && hasExpressions(*song_, isOther ? nullptr : before))
        start();
    hasChanged_ = true;
}

void ScriptWork::forwardAsks()
{
    for (const ScriptAsk& ask : asks_) {
        using What = ScriptAsk::What;
        if (ask.what == What::Start || ask.what == What::Stop)
            held_.forget();
        if (ask.what == What::Missed)
            ++misses_[ask.track];
        (void)ways_.process.trySend(ask);  // it counts what it has no room for
    }
    const bool hasMissed =
        std::ranges::any_of(asks_, [](const ScriptAsk& ask) { return ask.what == ScriptAsk::What::Missed; });
    asks_.clear();
    if (!hasMissed)
        return;
    hasChanged_ = true;
    showTracks();
}

void ScriptWork::onAnswer(const ScriptAnswer& answer)
{
    ghosts_.answer(answer, *song_);
    if (!ways_.queues.answers.tryPush(answer))
        ways_.queues.refused.fetch_add(1, std::memory_order_relaxed);
}

void ScriptWork::lookAtProcess()
{
    const ScriptHostReport before = std::exchange(report_, ways_.process.report());
    hasChanged_ = hasChanged_ || before.restarts != report_.restarts || before.problem != report_.problem
        || before.python != report_.python;
    if (report_.restarts != before.restarts) {
        talk_.giveUp(report_.lastStuck);
        hands_.forgetEcho();
    }
    if (report_.problem != before.problem && !report_.problem.empty())
        log({}, report_.problem);
    const auto isLoaded = [](const ScriptEntry& entry) { return entry.isLoaded(); };
    const bool hasScripts = std::ranges::any_of(roster_.entries(), isLoaded) || !hooks_.empty();
    if (std::exchange(isBusy_, hasScripts && report_.problem.empty()) && !isBusy_)
        ghosts_.clear();
    const std::int64_t horizon = isBusy_ ? Nanoseconds {kHorizon}.count() : 0;
    ways_.queues.horizonNs.store(horizon, std::memory_order_relaxed);
}

// Another song, and tracks that come and go, forget what was asked for.
void ScriptWork::followHooks(const Now& now)
{
    const Snapshot& snapshot = now.snapshot;
    std::vector<SetHooks::Hook> wanted;
    bool isSo = true;
    for (std::size_t i = 0; i < snapshot.song->tracks.size(); ++i) {
        const std::uint32_t id = snapshot.song->tracks[i]->id;
        const auto found = std::ranges::find(hooks_, id, [](const Hook& hook) { return hook.hook.track; });
        const bool isHooked = found != hooks_.end() && isBusy_;
        const auto& performed = snapshot.performance.tracks[i];
        isSo = isSo && performed.hooked == isHooked
            && (!isHooked || performed.silentWhenLate == found->hook.silentWhenLate);
        if (isHooked)
            wanted.push_back(found->hook);
    }
    areHooksSet_ = isSo;
    if (isSo || now.time < hooksAskedAt_ + kAskAgain)
        return;
    hooksAskedAt_ = now.time;
    (void)ways_.send({SetHooks {std::move(wanted)}, std::string(kScriptHand)});
}

bool ScriptWork::isReady() const
{
    const auto waits = [](const ScriptEntry& entry) {
        return entry.view().state == ScriptView::State::Waiting;
    };
    const bool isHopeless = isStarted_ && !report_.problem.empty();
    return song_ != nullptr && list_.list() == followed_
        && (!isStarted_ || isHopeless
            || (areHooksSet_ && report_.isRunning && std::ranges::none_of(roster_.entries(), waits)));
}

ScriptsView ScriptWork::view() const
{
    ScriptsView view;
    view.scripts = roster_.views();
    if (!keepsExpressions_) {
        view.scripts.emplace_back();
        view.scripts.back().name = kExpressions;
        view.scripts.back().state = ScriptView::State::AsksTrust;
    }
    talk_.show(view);
    view.python = report_.python;
    view.trouble = report_.problem;
    view.restarts = report_.restarts;
    view.stuck = report_.lastStuck;
    for (const auto& [track, count] : misses_)
        view.misses += count;
    return view;
}

}  // namespace clave
