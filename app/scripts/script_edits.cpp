#include "app/scripts/script_files.hpp"
#include "app/scripts/script_work.hpp"
#include "app/scripts/song_expressions.hpp"
#include "core/engine/gestures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// The part of the work that changes the song's list of scripts.

namespace clave {
namespace {
/// Turns of one knob within this are one step of undo.
constexpr Nanoseconds kOneTurn = std::chrono::seconds {1};
/// Gestures that have a number of their own.
constexpr std::uint64_t kOfHand = std::uint64_t {1} << 62U;
}  // namespace

void ScriptWork::change(const std::string& script, std::uint64_t gesture, TimePoint now,
    const std::function<void(ScriptRef&)>& edit)
{
    auto list = list_.list();
    const auto entries = roster_.entries();
    for (std::size_t i = 0; i < std::min(list.size(), entries.size()); ++i) {
        if (entries[i].name() == script)
            edit(list[i]);
    }
    list_.write(std::move(list), gesture, now);
}

void ScriptWork::evaluate(
    std::uint64_t id, const std::string& script, const std::string& text, ScriptTalk::OnReply onReply)
{
    start();
    talk_.evaluate(id, script, text, std::move(onReply), tellThem());
    if (!report_.problem.empty())
        talk_.giveUp(report_.problem);
}

void ScriptWork::complete(std::uint64_t id, const std::string& script, const std::string& text,
    std::size_t cursor, ScriptTalk::OnReply onReply)
{
    start();
    talk_.complete(id, script, text, cursor, std::move(onReply), tellThem());
    if (!report_.problem.empty())
        talk_.giveUp(report_.problem);
}

void ScriptWork::trust(const std::string& script)
{
    roster_.trust(script);
    if (keepsExpressions_ || (!script.empty() && script != kExpressions))
        return;
    keepsExpressions_ = true;
    roster_.trusted().trust({}, expressionsOf(*song_));
}

void ScriptWork::turn(
    const std::string& script, const std::string& knob, double value, TimePoint now, std::uint64_t gesture)
{
    if (!roster_.turn(script, knob, value))
        return;
    if (gesture != 0) {
        turned_.clear();
        change(script, kOfHand | gesture, now, [&](ScriptRef& ref) { ref.knobs[knob] = value; });
        return;
    }
    const auto which = script + "/" + knob;
    if (which != turned_ || now - turnedAt_ > kOneTurn)
        ++turns_;
    turned_ = which;
    turnedAt_ = now;
    change(script, turns_, now, [&](ScriptRef& ref) { ref.knobs[knob] = value; });
}

void ScriptWork::takeBack(std::uint64_t gesture)
{
    // What was turned since the last round is to be known, so that going back is a change.
    followed_ = list_.list();
    roster_.follow(followed_, songPath_);
    (void)ways_.send({Undo {kOfHand | gesture}, std::string(kScriptHand)});
    list_.giveUp();
}

void ScriptWork::add(const std::string& file, TimePoint now)
{
    auto list = list_.list();
    if (list.size() >= kMaxScripts) {
        ways_.say(fmt::format("A song has at most {} scripts.", kMaxScripts));
        return;
    }
    ScriptRef ref;
    ref.path = pathInSong(songPath_, file);
    roster_.own(scriptFile(songPath_, ref.path));
    list.push_back(std::move(ref));
    list_.write(std::move(list), 0, now);
}

void ScriptWork::remove(const std::string& script, TimePoint now)
{
    auto list = list_.list();
    const auto entries = roster_.entries();
    for (std::size_t i = std::min(list.size(), entries.size()); i-- > 0;) {
        if (entries[i].name() == script)
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
    }
    list_.write(std::move(list), 0, now);
}

void ScriptWork::enable(const std::string& script, bool on, TimePoint now)
{
    change(script, 0, now, [&](ScriptRef& ref) { ref.enabled = on; });
}

void ScriptWork::writeBack(const Now& now)
{
    const bool hasStopped = wasPlaying_ && !now.status.playing;
    wasPlaying_ = now.status.playing;
    const Nanoseconds patience = now.status.playing ? kKeepWhilePlaying : kKeepAtRest;
    if (!hasStopped && now.time - keptAt_ <= patience)
        return;
    keptAt_ = now.time;
    keep(now.time);
}

void ScriptWork::keep(TimePoint now)
{
    if (keepsExpressions_ && isStarted_ && song_ != keptSong_) {
        keptSong_ = song_;
        if (const auto texts = expressionsOf(*song_); !texts.empty())
            roster_.trusted().trust({}, texts);
    }
    if (!roster_.isAhead())
        return;
    followed_ = roster_.kept();
    list_.write(followed_, kJoinsNewest, now);
}

}  // namespace clave
