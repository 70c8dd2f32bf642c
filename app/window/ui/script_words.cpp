#include "app/window/ui/script_words.hpp"

#include "app/window/ui/titles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace clave {
namespace {
using State = ScriptView::State;

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string trackOf(const Song& song, std::uint32_t id)
{
    const auto found =
        std::ranges::find_if(song.tracks, [id](const TrackPtr& track) { return track->id == id; });
    return found == song.tracks.end()
        ? "a track that is gone"
        : trackTitle(song, static_cast<std::size_t>(found - song.tracks.begin()));
}
}  // namespace

std::string stateInWords(const ScriptView& script)
{
    switch (script.state) {
    case State::Waiting:
        return "not loaded yet";
    case State::Running:
        return script.error ? "runs, with errors" : "runs";
    case State::Failed:
        return script.loads > 0 ? "does not load; the version before runs" : "does not load";
    case State::Benched:
        return "switched off for its faults";
    case State::AsksTrust:
        return "waits for your word";
    case State::Missing:
        return "its file cannot be read";
    case State::Off:
        break;
    }
    return "off";
}

std::string factsInWords(const ScriptView& script, const Song& song)
{
    std::vector<std::string> tracks;
    for (const ScriptTrackView& track : script.tracks) {
        auto name = trackOf(song, track.id);
        if (track.misses > 0)
            name += fmt::format(" ({} too late)", track.misses);
        tracks.push_back(std::move(name));
    }
    std::string text = stateInWords(script);
    if (!tracks.empty())
        text += fmt::format(", on {}", joined(tracks));
    if (script.misses > 0)
        text += fmt::format("; {} {} too late and played as written", script.misses,
            script.misses == 1 ? "step came" : "steps came");
    if (script.loadMs > 0.0)
        text += fmt::format("; loaded in {:.1f} ms", script.loadMs);
    return text;
}

std::string valueInWords(const ScriptControlView& control)
{
    using Kind = ScriptControlView::Kind;
    switch (control.kind) {
    case Kind::Int:
        return fmt::format("{:.0f}", control.value);
    case Kind::Toggle:
        return control.value > 0.5 ? "on" : "off";
    case Kind::Choice: {
        const auto index = static_cast<std::size_t>(std::max(control.value, 0.0));
        return index < control.choices.size() ? control.choices[index] : "none";
    }
    case Kind::Knob:
    case Kind::Button:
        break;
    }
    return fmt::format("{:.4g}", control.value);
}

std::string pythonInWords(const ScriptsView& scripts)
{
    std::string text = scripts.python.empty() ? "Python has not started yet." : "Python " + scripts.python;
    if (scripts.restarts > 0)
        text += fmt::format(", started anew {}", counted(scripts.restarts, "time", "times"));
    if (!scripts.stuck.empty())
        text += "; it hung at " + scripts.stuck;
    return text;
}

std::vector<Notice> draftNotices(const LeftDrafts& left)
{
    if (left.empty())
        return {};
    const auto& file = left.begin()->first;
    return {{Notice::Kind::Info,
        fmt::format("What was typed into {} and not saved is still there.",
            std::filesystem::path(file).filename().string()),
        "Take it up", "script.takeDraft", "draft " + file, "Delete it", "script.dropDraft"}};
}

std::vector<Notice> scriptNotices(const ScriptsView& scripts)
{
    using Kind = Notice::Kind;
    std::vector<Notice> notices;
    std::vector<std::string> asking;
    for (const ScriptView& script : scripts.scripts) {
        if (script.state == State::AsksTrust)
            asking.push_back(script.name);
    }
    if (!asking.empty())
        notices.push_back({Kind::Warning,
            fmt::format("This song brings {} that you have not run before: {}. What runs can do all that you "
                        "can; look first, or let {} run.",
                asking.size() == 1 ? "a script" : "scripts", joined(asking),
                asking.size() == 1 ? "it" : "them"),
            "Run", "script.trust", "trust " + joined(asking), "Look", "screen.scripts"});
    for (const ScriptView& script : scripts.scripts) {
        if (script.state == State::Benched)
            notices.push_back({Kind::Warning, script.reason, "Try again", "script.unbench",
                "benched " + script.name + script.reason, "Show", "script.error"});
        else if (script.error)
            notices.push_back({Kind::Warning, sentence(*script.error), "Show", "script.error",
                fmt::format("error {} {} {} {}", script.name, script.error->line, script.error->type,
                    script.error->message)});
        else if (script.state == State::Missing)
            notices.push_back({Kind::Warning, script.reason, "Show", "screen.scripts",
                "missing " + script.name + script.reason});
    }
    if (!scripts.trouble.empty() && !scripts.scripts.empty())
        notices.push_back(
            {Kind::Warning, scripts.trouble, "Show", "screen.scripts", "scripts " + scripts.trouble});
    return notices;
}

}  // namespace clave
