#include "app/scripts/script_roster.hpp"

#include "app/scripts/script_files.hpp"
#include "core/io/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace clave {

ScriptRoster::ScriptRoster(ScriptTrust trust, TellScripts tell)
    : trust_(std::move(trust))
    , tell_(std::move(tell))
{
}

void ScriptRoster::follow(const std::vector<ScriptRef>& refs, const std::string& songPath)
{
    const std::string songBefore = std::exchange(songPath_, songPath);
    const bool hasMoved = songPath != songBefore;
    std::vector<ScriptEntry> before = std::exchange(entries_, {});
    for (const ScriptRef& ref : refs) {
        auto known =
            std::ranges::find(before, ref.path, [](const ScriptEntry& entry) { return entry.ref().path; });
        if (known == before.end()) {  // the same file under another name
            const auto file = scriptFile(songPath_, ref.path);
            known =
                std::ranges::find(before, file, [](const ScriptEntry& entry) { return entry.view().file; });
        }
        if (known == before.end()) {
            entries_.push_back(taken(ref, before));
            continue;
        }
        ScriptEntry entry = std::move(*known);
        before.erase(known);
        const bool isOther = entry.follow(ref, tell_);
        if (hasMoved)
            entry.useFile(scriptFile(songPath_, ref.path));
        if (isOther && entry.view().textNumber > 0)
            decide(entry);
        entries_.push_back(std::move(entry));
    }
    for (ScriptEntry& gone : before) {
        gone.unload(tell_);
        const ScriptRef ref = gone.ref();
        gone_.insert_or_assign({songBefore, ref.path}, Gone {ref, gone.kept()});
    }
}

ScriptEntry ScriptRoster::taken(const ScriptRef& ref, std::span<const ScriptEntry> others)
{
    ScriptEntry entry(freeName(ref.path, others), ref);
    entry.useFile(scriptFile(songPath_, ref.path));
    if (const auto gone = gone_.find({songPath_, ref.path}); gone != gone_.end() && gone->second.ref == ref)
        entry.comeBack(gone->second.newest);
    // One that is there twice is read once.
    const auto twin = std::ranges::find_if(entries_, [&](const ScriptEntry& other) {
        return other.view().file == entry.view().file && other.view().textNumber > 0;
    });
    if (twin != entries_.end() && entry.onFile(twin->text()))
        decide(entry);
    return entry;
}

// The one that is in the way may come later in the song.
std::string ScriptRoster::freeName(const std::string& path, std::span<const ScriptEntry> others) const
{
    const auto stem = std::filesystem::path {path}.stem().string();
    std::string name = stem;
    const auto isTaken = [&] {
        return find(name) != nullptr || std::ranges::find(others, name, &ScriptEntry::name) != others.end();
    };
    for (int number = 2; isTaken(); ++number)
        name = fmt::format("{}_{}", stem, number);
    return name;
}

// The one place that says whether a script runs.
void ScriptRoster::decide(ScriptEntry& entry)
{
    using State = ScriptView::State;
    const std::string file = entry.view().file;
    if (!entry.ref().enabled) {
        entry.unload(tell_);
        entry.wait(State::Off, "It is switched off in this song.");
    } else if (!trust_.isTrusted(file, entry.text())) {
        entry.unload(tell_);
        entry.wait(State::AsksTrust);
    } else {
        trust_.goOn(file, entry.text());
        entry.load(tell_);
    }
}

std::vector<std::string> ScriptRoster::watched() const
{
    std::set<std::string> paths;
    for (const ScriptEntry& entry : entries_) {
        paths.insert(entry.view().file);
        paths.insert(entry.modules().begin(), entry.modules().end());
    }
    return {paths.begin(), paths.end()};
}

void ScriptRoster::onFile(const std::string& path, const Result<std::string>& text)
{
    bool isScript = false;
    for (ScriptEntry& entry : entries_) {
        if (entry.view().file != path)
            continue;
        isScript = true;
        // A script whose file has gone plays on: editors save by taking it away for a moment.
        if (entry.onFile(text) && text)
            decide(entry);
    }
    // The first time that a module is seen it is as it was when it was imported.
    if (!modules_.insert(path).second && !isScript && text) {
        for (ScriptEntry& entry : entries_) {
            if (entry.isLoaded() && std::ranges::find(entry.modules(), path) != entry.modules().end())
                decide(entry);
        }
    }
}

void ScriptRoster::reload(std::string_view script)
{
    ScriptEntry* const entry = find(script);
    if (entry == nullptr || entry->view().textNumber == 0)
        return;
    if (entry->view().state == ScriptView::State::Benched)
        entry->unload(tell_);  // what it did is forgotten
    decide(*entry);
}

void ScriptRoster::trust(std::string_view script)
{
    for (ScriptEntry& entry : entries_) {
        const bool isMeant = script.empty() || entry.name() == script;
        if (!isMeant || entry.view().state != ScriptView::State::AsksTrust)
            continue;
        trust_.trust(entry.view().file, entry.text());
        decide(entry);
    }
}

bool ScriptRoster::turn(std::string_view script, const std::string& knob, double value)
{
    ScriptEntry* const entry = find(script);
    return entry != nullptr && entry->turn(knob, value, tell_);
}

void ScriptRoster::press(std::string_view script, const std::string& button)
{
    if (find(script) == nullptr)
        return;
    JsonOut out = JsonOut::object();
    out.add("script", JsonOut::text(script));
    out.add("knob", JsonOut::text(button));
    tell_("press", jsonLine(out));
}

bool ScriptRoster::hear(std::string_view kind, const JsonView& said)
{
    ScriptEntry* const entry = find(said["script"].text());
    if (entry == nullptr)
        return false;
    if (kind == "loaded")
        entry->onLoaded(said);
    else if (kind == "controls")
        entry->onControls(said);
    else if (kind == "value")
        entry->onValue(said);
    else if (kind == "state")
        entry->onState(said);
    else if (kind == "error")
        entry->onError(said);
    else if (kind == "mended")
        entry->onMended(said);
    else if (kind == "benched")
        entry->onBenched(said);
    return true;
}

const ScriptEntry* ScriptRoster::find(std::string_view script) const
{
    const auto found = std::ranges::find(entries_, script, &ScriptEntry::name);
    return found != entries_.end() ? &*found : nullptr;
}

ScriptEntry* ScriptRoster::find(std::string_view script)
{
    const auto found = std::ranges::find(entries_, script, &ScriptEntry::name);
    return found != entries_.end() ? &*found : nullptr;
}

std::vector<ScriptView> ScriptRoster::views() const
{
    std::vector<ScriptView> views;
    for (const ScriptEntry& entry : entries_)
        views.push_back(entry.view());
    return views;
}

bool ScriptRoster::isAhead() const
{
    return std::ranges::any_of(entries_, &ScriptEntry::isAhead);
}

std::vector<ScriptRef> ScriptRoster::kept()
{
    std::vector<ScriptRef> refs;
    for (ScriptEntry& entry : entries_)
        refs.push_back(entry.kept());
    return refs;
}

}  // namespace clave
