#include "app/window/frame_source.hpp"

#include "app/window/monitor_log.hpp"
#include "app/window/ui/script_words.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace clave {
namespace {
constexpr std::chrono::seconds kStarting {1};
bool isSame(const Engine::Edits& a, const Engine::Edits& b)
{
    return a.undo == b.undo && a.redo == b.redo && a.modified == b.modified;
}
}  // namespace

FrameSource::FrameSource(Engine& engine, SongKeeper& keeper, PortDesk& desk, const Clock& clock, bool isDemo)
    : engine_(engine)
    , keeper_(keeper)
    , desk_(desk)
    , clock_(clock)
    , reader_(engine.snapshots())
{
    if (isDemo)
        demos_.insert(0);
    if (!engine.realtime().sentence.empty())
        say(engine.realtime().sentence);
}

bool FrameSource::look(Screen screen)
{
    const bool withMonitor = screen == Screen::Monitor;
    now_ = clock_.now();
    status_ = engine_.status();
    bool isNew = lookAtSong();
    isNew = lookAtNews() || isNew;
    const Swing swing = snapshot_ != nullptr ? snapshot_->song->swing : Swing {};
    if (auto visible = visibleOf(status_, swing); visible != visible_) {
        visible_ = std::move(visible);
        isNew = true;
    }
    if (const auto held = engine_.keysHeld(); held != keysHeld_) {
        keysHeld_ = held;
        isNew = true;
    }
    if (!message_.empty() && now_ >= messageUntil_) {
        message_.clear();
        isNew = true;
    }
    if (now_ >= nextSlow_) {
        nextSlow_ = now_ + kSlowly;
        isNew = lookSlowly() || isNew;
    }
    if (withMonitor && now_ >= nextMonitor_) {
        nextMonitor_ = now_ + kMonitorTime;
        monitor_ = monitorLines(engine_, ports_.outputs, inputs_);
        isNew = true;
    }
    if (!withMonitor)
        monitor_.clear();
    isNew = lookAtDevices(screen == Screen::Devices) || isNew;
    isNew = lookAtScripts(screen) || isNew;
    return isNew && snapshot_ != nullptr;
}

bool FrameSource::lookAtDevices(bool areShown)
{
    if (!areShown || devices_ == nullptr)
        return false;
    auto views = devices_->views();
    const bool isNew = views != views_;
    views_ = std::move(views);
    return isNew;
}

bool FrameSource::lookAtScripts(Screen screen)
{
    if (scripts_ == nullptr)
        return false;
    auto view = scripts_->views();
    bool isNew = view != scriptsView_;
    scriptsView_ = std::move(view);
    if (isNew) {
        (void)left_.look(*scriptsView_);
        notices_ = allNotices();
    }
    if (screen == Screen::Steps) {
        // While it plays the next step brings a new picture anyway.
        auto ghosts = scripts_->ghosts();
        isNew = isNew || (ghosts != ghosts_ && !status_.playing);
        ghosts_ = std::move(ghosts);
    }
    return (screen == Screen::Scripts && readScriptTexts()) || isNew;
}

// Only those that were saved since; a file that cannot be read is tried again when it is another.
bool FrameSource::readScriptTexts()
{
    const auto isKnown = [this](const ScriptView& script) {
        const auto found = scriptTexts_->find(script.name);
        return found != scriptTexts_->end() && found->second.number == script.textNumber;
    };
    const auto& scripts = scriptsView_->scripts;
    if (scriptTexts_ != nullptr && scriptTexts_->size() == scripts.size()
        && std::ranges::all_of(scripts, isKnown))
        return false;
    auto texts = std::make_shared<ScriptTexts>();
    for (const ScriptView& script : scripts) {
        if (scriptTexts_ != nullptr && isKnown(script)) {
            texts->insert(*scriptTexts_->find(script.name));
            continue;
        }
        auto text = scripts_->text(script.name);
        (*texts)[script.name] = {script.textNumber, text ? std::move(*text) : std::string {},
            text ? std::string {} : text.error().message};
    }
    scriptTexts_ = std::move(texts);
    return true;
}

bool FrameSource::lookAtSong()
{
    snapshot_ = reader_.latest();
    if (snapshot_ == nullptr)
        return false;
    // Edits are told a moment after the snapshot.
    auto edits = engine_.edits();
    if (snapshot_->serial == serial_ && isSame(edits, edits_))
        return false;
    serial_ = snapshot_->serial;
    edits_ = std::move(edits);
    songPath_ = keeper_.path(snapshot_->document);
    return true;
}

bool FrameSource::hasNewSnapshot()
{
    const Snapshot* const newest = reader_.latest();
    const bool isNew = newest != nullptr && newest->serial != serial_;
    snapshot_ = newest;
    return isNew;
}

bool FrameSource::lookAtNews()
{
    bool isNew = false;
    for (const auto& news : keeper_.takeNews()) {
        isNew = true;
        takeAnswer(news);
        if (auto said = files_.take(news, now_); !said.empty())
            say(std::move(said));
        for (const auto& left : files_.takeSuperseded())
            keeper_.discard(left);
        if (news.what == FileNews::What::New && std::exchange(isDemoExpected_, false) && snapshot_ != nullptr)
            demos_.insert(snapshot_->document);
    }
    for (auto& sentence : desk_.takeNews()) {
        isNew = true;
        say(std::move(sentence));
    }
    for (auto& sentence : devices_ != nullptr ? devices_->takeNews() : std::vector<std::string> {}) {
        isNew = true;
        say(std::move(sentence));
    }
    for (auto& sentence : scripts_ != nullptr ? scripts_->takeNews() : std::vector<std::string> {}) {
        isNew = true;
        say(std::move(sentence));
    }
    for (auto& refusal : engine_.takeRefusals()) {
        isNew = true;
        say(std::move(refusal));
    }
    if (isNew)
        nextSlow_ = now_;  // ports, paths and recent songs follow from it
    return isNew;
}

void FrameSource::takeAnswer(const FileNews& news)
{
    using What = FileNews::What;
    const bool isOfSaving = news.what == What::Saved || news.what == What::NotSaved
        || news.what == What::SaveAgain || news.what == What::NeedsName;
    if (isOfSaving)
        saved_ = {saved_.number + 1, news.what == What::Saved, news.sentence};
}

bool FrameSource::lookSlowly()
{
    reports_ = engine_.outputReports();
    inputs_.clear();
    for (const auto& input : engine_.inputReports())
        inputs_.push_back({input.name, input.report});
    ports_ = desk_.view();
    recentSongs_ = keeper_.recentSongs();
    if (snapshot_ != nullptr)
        songPath_ = keeper_.path(snapshot_->document);
    const bool follows = status_.sync.kind != SyncKind::Internal;
    if (!follows || !status_.playing)
        startedAt_ = now_;
    late_.look(reports_, status_.skips, now_, follows && now_ - startedAt_ < kStarting);
    notices_ = allNotices();
    return true;
}

std::vector<Notice> FrameSource::allNotices() const
{
    PlayingFacts facts;
    facts.isSilent = ports_.isSilent;
    facts.troubles = ports_.troubles;
    for (std::size_t i = 0; i < std::min(reports_.size(), ports_.outputs.size()); ++i) {
        if (!reports_[i].trouble.empty() && !ports_.outputs[i].isNowhere)
            facts.troubles.push_back(reports_[i].trouble);
    }
    for (const InputView& input : inputs_) {
        if (!input.report.open && !input.report.trouble.empty())
            facts.inputTroubles.push_back(input.report.trouble);
    }
    facts.isFirstRun = recentSongs_.empty() && snapshot_ != nullptr && demos_.contains(snapshot_->document)
        && !edits_.modified;
    facts.late = late_.words(now_);
    facts.realtime = engine_.realtime().sentence;
    facts.sync = status_.sync;
    facts.clockInput = ports_.clockInput;
    auto notices = files_.notices(now_);
    std::ranges::move(draftNotices(left_.found()), std::back_inserter(notices));
    std::ranges::move(playingNotices(facts), std::back_inserter(notices));
    if (scriptsView_ != nullptr)
        std::ranges::move(scriptNotices(*scriptsView_), std::back_inserter(notices));
    return notices;
}

UiFrame FrameSource::frame() const
{
    std::vector<OutputView> outputs;
    for (std::size_t i = 0; i < ports_.outputs.size() && i < reports_.size(); ++i)
        outputs.push_back({ports_.outputs[i].name, reports_[i]});
    return {*snapshot_, status_, now_, edits_, songPath_, demos_.contains(snapshot_->document),
        std::move(outputs), inputs_, keysHeld_, notices_, recentSongs_, ports_.outputChoices,
        ports_.inputChoices, monitor_, engine_.realtime().sentence, message_, saved_, views_, scriptsView_,
        scriptTexts_, left_.found(), ghosts_, osc_, ports_.clockInput};
}

void FrameSource::say(std::string message)
{
    message_ = std::move(message);
    messageUntil_ = clock_.now() + kMessageTime;
}

bool FrameSource::isInTrouble() const
{
    return ports_.isWaiting
        || std::ranges::any_of(reports_, [](const OutputReport& report) { return !report.trouble.empty(); });
}

}  // namespace clave
