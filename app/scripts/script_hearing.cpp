#include "app/scripts/script_reading.hpp"
#include "app/scripts/script_work.hpp"
#include "core/engine/command_json.hpp"
#include "core/io/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

// The part of the work that hears what scripts, and players, have to say.

namespace clave {
namespace {
std::vector<std::string> textsIn(const JsonView& list)
{
    std::vector<std::string> texts;
    list.forEach([&](const JsonView& item) { texts.push_back(item.text()); });
    return texts;
}

/// Where in the music something is meant for; nothing: now.
std::optional<Position> placeOf(const JsonView& said)
{
    const auto at = said["at"];
    return at.isNumber() ? std::optional {Position {at.whole()}} : std::nullopt;
}
}  // namespace

void ScriptWork::onText(std::string_view kind, const std::string& json)
{
    hasChanged_ = true;
    const JsonTree tree = JsonTree::parse(json);
    const JsonView said(tree);
    if (kind == "wants")
        onWants(said);
    else if (kind == "command")
        onCommand(said);
    else if (kind == "reply")
        talk_.hear(said);
    else if (kind == "log")
        talk_.log(said["script"].text(), said["text"].text());
    else if (kind == "error" || kind == "benched")
        onTrouble(kind, said);
    else if (kind == "led" || kind == "oscOut")
        (void)held_.add(placeOf(said), ScriptSaying {said["script"].text(), std::string(kind), json});
    else if (kind == "hands")
        hands_.listen(said);
    else if (kind == "dark")
        onDark(said["script"].text());
    else if (kind == "echo")
        hands_.onEcho(said);
    else if (!roster_.hear(kind, said))
        ways_.other(kind, said);
}

void ScriptWork::onWants(const JsonView& said)
{
    hooks_.clear();
    said["tracks"].forEach([&](const JsonView& track) {
        const auto id = track["id"].whole();
        if (id > 0 && id <= UINT32_MAX && hooks_.size() < kMaxTracks)
            hooks_.push_back({{static_cast<std::uint32_t>(id), track["late"].text() == "silent"},
                textsIn(track["scripts"])});
    });
    std::set<std::uint32_t> tracks;
    for (const Hook& hook : hooks_)
        tracks.insert(hook.hook.track);
    ghosts_.keepOnly(tracks);
    wantsMidi_ = said["midi"].flag();
    osc_ = textsIn(said["osc"]);
    showTracks();
}

void ScriptWork::onCommand(const JsonView& said)
{
    const auto script = said["script"].text();
    auto what = readCommand(said["command"].line(), song_.get());
    if (!what) {
        if (said["hook"].text() == kConsoleScript && talk_.refuse(what.error().message))
            return;
        const std::string refused = refusedCommand(said, what.error().message);
        onTrouble("error", JsonView {JsonTree::parse(refused)});
        return;
    }
    // Gestures of another run of the process are others.
    const auto number = static_cast<std::uint64_t>(std::max<std::int64_t>(said["gesture"].whole(), 0));
    const std::uint64_t gesture =
        number == 0 ? 0 : (std::uint64_t {report_.restarts} + 1) << 32U | (number & UINT32_MAX);
    const auto from = placeOf(said);
    if (!held_.add(from, Command {std::move(*what), std::string(kScriptSource) + script, gesture, from}))
        log(script,
            fmt::format("It asks for more than {} changes at once; some are left out.", HeldWishes::kMost));
}

void ScriptWork::onTrouble(std::string_view kind, const JsonView& said)
{
    (void)roster_.hear(kind, said);
    const auto script = said["script"].text();
    const auto* const entry = roster_.find(script);
    if (kind == "benched") {
        onDark(script);
        log(script, benchedSentence(script, said["hook"].text(), said["reason"].text()));
        return;
    }
    // The same once more is counted, and not said again.
    if (entry == nullptr && said["phase"].text() == "expression") {
        if (said["count"].whole(1) <= 1)
            log(script, formulaSentence(said["hook"].text(), said["file"].text(), said["message"].text()));
    } else if (entry == nullptr)
        log(script, said["message"].text());
    else if (entry->view().error && entry->view().error->count == 1)
        log(script, sentence(*entry->view().error));
}

void ScriptWork::onDark(const std::string& script)
{
    held_.forget(script);
    hands_.darken(script);
}

// What is typed at the console is no script of the song, and ends with the program.
bool ScriptWork::isLive(const std::string& script) const
{
    if (!report_.problem.empty())
        return false;
    const ScriptEntry* const entry = roster_.find(script);
    return entry != nullptr ? entry->isLoaded() : script == kConsoleScript;
}

void ScriptWork::followHands()
{
    hands_.keepOnly([this](const std::string& script) { return isLive(script); });
    if (auto wish = hands_.takeWish())
        ways_.guests(std::move(wish));
}

void ScriptWork::onHands(const GuestNews& news, const ClockStatus& status)
{
    auto text = ScriptHands::textOf(news, status);
    tell(text.kind, std::move(text.json));
    if (++handsSent_ < ScriptHands::kAtOnce)
        return;
    handsSent_ = 0;
    auto echo = hands_.nextEcho();
    tell(echo.kind, std::move(echo.json));
}

void ScriptWork::onDevices(std::span<const GuestDevice> devices)
{
    auto text = ScriptHands::textOf(devices);
    devices_ = text.json;
    tell(text.kind, std::move(text.json));
}

void ScriptWork::log(const std::string& script, std::string sentence)
{
    talk_.log(script, sentence, true);
    ways_.say(std::move(sentence));
}

void ScriptWork::showTracks()
{
    for (ScriptEntry& entry : roster_.entries()) {
        std::vector<ScriptTrackView> tracks;
        std::uint64_t misses = 0;
        for (const Hook& hook : hooks_) {
            if (std::ranges::find(hook.scripts, entry.name()) == hook.scripts.end())
                continue;
            const auto found = misses_.find(hook.hook.track);
            tracks.push_back({hook.hook.track, found != misses_.end() ? found->second : 0});
            misses += tracks.back().misses;
        }
        entry.setTracks(std::move(tracks), misses);
    }
}

bool ScriptWork::wantsOsc(std::string_view path) const
{
    return std::ranges::find(osc_, path) != osc_.end();
}

void ScriptWork::onMidi(const std::string& port, const HeardMessage& heard, const ClockStatus& status)
{
    JsonOut bytes = JsonOut::list();
    for (const std::uint8_t byte : heard.message.span())
        bytes.add(JsonOut::whole(byte));
    JsonOut out = JsonOut::object();
    out.add("port", JsonOut::text(port));
    out.add("bytes", std::move(bytes));
    out.add(
        "at", status.playing ? JsonOut::whole(status.line.positionAt(heard.time).units) : JsonOut::null());
    tell("midi", jsonLine(out));
}

}  // namespace clave
