#include "scripts/host/host_memory.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

namespace clave {
namespace {
constexpr std::array<std::string_view, 4> kSingle {"settings", "devices", "song", "performance"};
constexpr std::size_t kMostModules = 1000;
constexpr std::array<std::string_view, 6> kLookedInto {
    "tracks", "track", "pattern", "load", "unload", "knob"};

std::string textIn(const nlohmann::json& json, const char* key)
{
    const auto found = json.is_object() ? json.find(key) : json.end();
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string {};
}

std::int64_t numberIn(const nlohmann::json& json, const char* key)
{
    const auto found = json.is_object() ? json.find(key) : json.end();
    return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : -1;
}

std::string dumped(const nlohmann::json& json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}
}  // namespace

bool HostMemory::keeps(std::string_view kind)
{
    return std::ranges::find(kSingle, kind) != kSingle.end()
        || std::ranges::find(kLookedInto, kind) != kLookedInto.end();
}

bool HostMemory::noteSent(std::string_view kind, const std::string& json)
{
    if (std::ranges::find(kSingle, kind) != kSingle.end()) {
        single_.insert_or_assign(std::string {kind}, json);
        return true;
    }
    if (std::ranges::find(kLookedInto, kind) == kLookedInto.end())
        return true;
    auto parsed = nlohmann::json::parse(json, nullptr, false);
    if (kind == "load")
        return noteLoad(std::move(parsed));
    if (kind == "tracks") {
        noteTracks(parsed, json);
    } else if (kind == "track") {
        tracks_.insert_or_assign(numberIn(parsed, "id"), json);
    } else if (kind == "pattern") {
        const std::pair place {numberIn(parsed, "track"), numberIn(parsed, "slot")};
        if (parsed.is_object() && parsed.value("pattern", nlohmann::json {}).is_null())
            patterns_.erase(place);
        else
            patterns_.insert_or_assign(place, json);
    } else if (kind == "unload") {
        std::erase_if(scripts_,
            [name = textIn(parsed, "script")](const Script& script) { return script.name == name; });
    } else if (Script* const script = find(textIn(parsed, "script")); script != nullptr) {
        script->load["knobs"][textIn(parsed, "knob")] = parsed.value("value", nlohmann::json {});
    }
    return true;
}

void HostMemory::noteTracks(const nlohmann::json& json, const std::string& text)
{
    single_.insert_or_assign("tracks", text);
    std::set<std::int64_t> ids;
    if (json.is_object() && json.contains("ids")) {
        for (const auto& id : json["ids"]) {
            if (id.is_number_integer())
                ids.insert(id.get<std::int64_t>());
        }
    }
    std::erase_if(tracks_, [&](const auto& track) { return !ids.contains(track.first); });
    std::erase_if(patterns_, [&](const auto& pattern) { return !ids.contains(pattern.first.first); });
}

bool HostMemory::noteLoad(nlohmann::json load)
{
    std::string name = textIn(load, "script");
    if (name.empty())
        return true;
    for (const char* const key : {"knobs", "state"}) {
        if (!load.contains(key) || !load[key].is_object())
            load[key] = nlohmann::json::object();
    }
    if (Script* const known = find(name); known != nullptr) {
        const bool isSame = textIn(known->load, "text") == textIn(load, "text");
        if (!isSame) {
            if (known->isLoaded && !known->isBenched)
                known->before = std::move(known->load);
            known->isLoaded = known->isBenched = false;
            known->slices = known->strikes = 0;
        }
        known->load = std::move(load);
        return !known->isBenched;
    }
    scripts_.push_back({.name = std::move(name), .load = std::move(load), .before = {}});
    return true;
}

void HostMemory::noteHeard(std::string_view kind, const std::string& json)
{
    if (kind == "modules")
        noteModules(json);
    if (kind != "value" && kind != "state" && kind != "loaded")
        return;
    auto parsed = nlohmann::json::parse(json, nullptr, false);
    Script* const script = find(textIn(parsed, "script"));
    if (script == nullptr)
        return;
    if (kind == "loaded")
        noteLoaded(*script, parsed);
    else if (kind == "state" && parsed.contains("state") && parsed["state"].is_object())
        script->load["state"] = std::move(parsed["state"]);
    else if (kind == "value" && parsed.contains("value"))
        script->load["knobs"][textIn(parsed, "knob")] = std::move(parsed["value"]);
}

void HostMemory::noteModules(const std::string& json)
{
    const auto names = nlohmann::json::parse(json, nullptr, false);
    if (!names.is_array())
        return;
    for (const auto& name : names) {
        if (name.is_string() && modules_.size() < kMostModules)
            modules_.insert(name.get<std::string>());
    }
}

void HostMemory::noteLoaded(Script& script, const nlohmann::json& loaded)
{
    const auto ok = loaded.find("ok");
    if (ok != loaded.end() && ok->is_boolean() && ok->get<bool>())
        script.isLoaded = true;
}

void HostMemory::noteAsk(const ScriptAsk& ask)
{
    switch (ask.what) {
    case ScriptAsk::What::Start:
        start_ = ask;
        slice_.reset();
        return;
    case ScriptAsk::What::Stop:
        start_.reset();
        slice_.reset();
        return;
    case ScriptAsk::What::Slice:
        slice_ = ask;
        for (Script& script : scripts_)
            script.slices = std::min(script.slices + 1, kProbation);
        return;
    case ScriptAsk::What::Step:
    case ScriptAsk::What::Missed:
        return;
    }
}

std::vector<WireText> HostMemory::song() const
{
    std::vector<WireText> texts;
    const auto addSingle = [&](std::string_view kind) {
        if (const auto found = single_.find(kind); found != single_.end())
            texts.push_back({found->first, found->second});
    };
    addSingle("settings");
    addSingle("devices");
    addSingle("song");
    addSingle("tracks");
    for (const auto& track : tracks_)
        texts.push_back({"track", track.second});
    for (const auto& pattern : patterns_)
        texts.push_back({"pattern", pattern.second});
    addSingle("performance");
    if (!modules_.empty())
        texts.push_back({"modules", dumped(modules_)});
    return texts;
}

std::vector<WireText> HostMemory::scripts() const
{
    std::vector<WireText> texts;
    for (const Script& script : scripts_) {
        if (!script.isBenched)
            texts.push_back({"load", dumped(script.load)});
    }
    return texts;
}

std::optional<ScriptAsk> HostMemory::start() const
{
    if (!start_ || !slice_)
        return start_;
    ScriptAsk again = *slice_;
    again.what = ScriptAsk::What::Start;
    again.run = start_->run;
    return again;
}

HostMemory::Script* HostMemory::find(std::string_view name)
{
    const auto found = std::ranges::find(scripts_, name, &Script::name);
    return found == scripts_.end() ? nullptr : &*found;
}

const HostMemory::Script* HostMemory::script(std::string_view name) const
{
    const auto found = std::ranges::find(scripts_, name, &Script::name);
    return found == scripts_.end() ? nullptr : &*found;
}

const HostMemory::Script* HostMemory::scriptOfFile(std::string_view file) const
{
    const auto found = std::ranges::find_if(
        scripts_, [&](const Script& script) { return textIn(script.load, "path") == file; });
    return found == scripts_.end() ? nullptr : &*found;
}

HostMemory::Verdict HostMemory::strike(std::string_view name, bool isLoading)
{
    Script* const script = find(name);
    if (script == nullptr)
        return Verdict::GoesOn;
    if ((isLoading || script->slices < kProbation) && script->before.is_object()) {
        nlohmann::json before = std::exchange(script->before, {});
        before["knobs"] = script->load["knobs"];
        before["state"] = script->load["state"];
        script->load = std::move(before);
        script->isLoaded = true;
        script->slices = kProbation;
        script->strikes = 0;
        return Verdict::WentBack;
    }
    ++script->strikes;
    script->isBenched = isLoading || script->strikes >= kStrikes;
    return script->isBenched ? Verdict::Benched : Verdict::GoesOn;
}

}  // namespace clave
