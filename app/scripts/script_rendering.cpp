#include "app/scripts/script_rendering.hpp"

#include "app/scripts/script_reading.hpp"
#include "app/scripts/song_expressions.hpp"
#include "core/engine/command_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {

bool hasScripts(const Song& song)
{
    return std::ranges::any_of(song.scripts, &ScriptRef::enabled) || hasExpressions(song, nullptr);
}

ScriptRendering::ScriptRendering(Setup setup, const Clock& clock)
    : setup_(std::move(setup))
    , clock_(clock)
    , roster_(ScriptTrust {setup_.trust},
          [this](std::string_view kind, std::string json) { tell(kind, std::move(json)); })
{
    roster_.trusted().trustFolder(scriptsFolder());
    roster_.trusted().trustFolder(demoFolder());
    if (setup_.trustsAll)
        roster_.trusted().trustAll();
}

void ScriptRendering::tell(std::string_view kind, std::string json)
{
    if (host_ != nullptr)
        host_->send(kind, std::move(json));
}

void ScriptRendering::say(std::string sentence)
{
    if (std::ranges::find(notices_, sentence) == notices_.end())
        notices_.push_back(std::move(sentence));
}

void ScriptRendering::print(const std::string& script, const std::string& text)
{
    constexpr std::size_t kMost = 10'000;
    if (notices_.size() < kMost)
        notices_.push_back(
            (script.empty() ? "" : script + ": ") + text.substr(0, text.find_last_not_of('\n') + 1));
}

void ScriptRendering::onRefused(const Command& command, const std::string& why)
{
    say(fmt::format("{}: {}", command.source, why));
}

void ScriptRendering::take(const Snapshot& snapshot)
{
    song_ = snapshot.song;
    if (!hasBegun_)
        begin(snapshot);
    const auto tellThem = [this](std::string_view kind, std::string json) { tell(kind, std::move(json)); };
    mirror_.update(snapshot, keepsExpressions_, tellThem);
}

void ScriptRendering::begin(const Snapshot& snapshot)
{
    hasBegun_ = true;
    host_ = std::make_unique<ScriptHost>(setup_.host, clock_);
    const auto texts = expressionsOf(*snapshot.song);
    keepsExpressions_ = texts.empty() || roster_.trusted().isTrusted(setup_.songPath, texts);
    const auto tellThem = [this](std::string_view kind, std::string json) { tell(kind, std::move(json)); };
    mirror_.update(snapshot, keepsExpressions_, tellThem);
    mirror_.update(snapshot, SongMirror::Playing {true, -1}, tellThem);
    roster_.follow(snapshot.song->scripts, setup_.songPath);
    for (const auto& seen : FileLook {}.look(roster_.watched()))
        roster_.onFile(seen.path, seen.text);
    if (const auto settled = host_->settle(*this); !settled) {
        hasFailed_ = true;
        say(settled.error().message);
    }
    using State = ScriptView::State;
    for (const ScriptEntry& entry : roster_.entries()) {
        if (entry.view().state == State::Missing)
            say(entry.view().reason);
        if (entry.view().state == State::AsksTrust)
            say(fmt::format(
                "{} came with the song and is not run; --trust-scripts runs it.", entry.view().path));
    }
    if (!keepsExpressions_)
        say("Expressions of steps came with the song and are not run; --trust-scripts runs them.");
}

ScriptPartner::Answered ScriptRendering::run(std::span<const ScriptAsk> asks)
{
    if (hasFailed_ || asks.empty())
        return {};
    at_ = asks.front().at;
    if (const auto done = host_->runSlice(asks, *this); !done) {
        hasFailed_ = true;
        say(done.error().message);
    }
    return std::exchange(answered_, {});
}

void ScriptRendering::onAnswer(const ScriptAnswer& answer)
{
    answered_.answers.push_back(answer);
}

void ScriptRendering::onText(std::string_view kind, const std::string& json)
{
    const JsonTree tree = JsonTree::parse(json);
    const JsonView said(tree);
    if (kind == "wants")
        onWants(said);
    else if (kind == "command")
        onCommand(said);
    else if (kind == "log")
        print(said["script"].text(), said["text"].text());
    (void)roster_.hear(kind, said);
    const auto* const entry = roster_.find(said["script"].text());
    if (kind == "error" && entry != nullptr && entry->view().error)
        say(sentence(*entry->view().error));
    else if (kind == "error" && said["phase"].text() == "expression")
        say(formulaSentence(said["hook"].text(), said["file"].text(), said["message"].text()));
    if (kind == "benched" && entry != nullptr)
        say(benchedSentence(entry->name(), said["hook"].text(), said["reason"].text()));
}

void ScriptRendering::onWants(const JsonView& said)
{
    SetHooks hooks;
    said["tracks"].forEach([&](const JsonView& track) {
        const auto id = track["id"].whole();
        if (id > 0 && id <= UINT32_MAX)
            hooks.hooks.push_back({static_cast<std::uint32_t>(id), track["late"].text() == "silent"});
    });
    answered_.commands.push_back({at_, {std::move(hooks), std::string(kScriptSource), 0}});
}

void ScriptRendering::onCommand(const JsonView& said)
{
    const auto script = said["script"].text();
    auto what = readCommand(said["command"].line(), song_.get());
    if (!what) {
        const auto refused = JsonTree::parse(refusedCommand(said, what.error().message));
        say(sentence(errorIn(JsonView(refused), said["file"].text())));
        return;
    }
    const auto at = said["at"];
    answered_.commands.push_back({at.isNumber() ? Position {at.whole()} : at_,
        {std::move(*what), std::string(kScriptSource) + script,
            static_cast<std::uint64_t>(std::max<std::int64_t>(said["gesture"].whole(), 0))}});
}

}  // namespace clave
