#include "core/io/json_value.hpp"
#include "core/io/song_words.hpp"
#include "core/io/song_writing.hpp"
#include "core/midi/names.hpp"

namespace clave {
namespace {
JsonOut groovePointOut(const GroovePoint& point)
{
    JsonOut shift = JsonOut::share(point.shift, kSixteenth.count);
    if (point.velocity == 1.0 && point.gate == 1.0)
        return shift;
    JsonOut out = JsonOut::object();
    if (point.shift != 0)
        out.add("shift", std::move(shift));
    if (point.velocity != 1.0)
        out.add("velocity", JsonOut::real(point.velocity));
    if (point.gate != 1.0)
        out.add("gate", JsonOut::real(point.gate));
    return out;
}
}  // namespace

JsonOut scaleOut(const Scale& scale)
{
    if (const auto name = scaleName(scale.notes); !name.empty())
        return JsonOut::text(rootText(scale.root) + " " + std::string(name));
    JsonOut notes = JsonOut::list();
    for (unsigned semitone = 0; semitone < 12; ++semitone) {
        if ((scale.notes >> semitone & 1U) != 0)
            notes.add(JsonOut::whole(semitone));
    }
    JsonOut out = JsonOut::object();
    out.add("root", JsonOut::text(rootText(scale.root)));
    out.add("notes", std::move(notes));
    return out;
}

JsonOut metronomeOut(const Metronome& metronome)
{
    const Metronome plain;
    JsonOut out = JsonOut::object();
    if (metronome.on)
        out.add("on", JsonOut::flag(true));
    if (metronome.countInBars != 0)
        out.add("countIn", JsonOut::whole(metronome.countInBars));
    if (!metronome.destination.port.empty())
        out.add("port", JsonOut::text(metronome.destination.port));
    if (metronome.destination.channel != plain.destination.channel)
        out.add("channel", JsonOut::whole(metronome.destination.channel.as1to16()));
    if (metronome.accentNote != plain.accentNote)
        out.add("accent", JsonOut::text(noteName(metronome.accentNote)));
    if (metronome.note != plain.note)
        out.add("note", JsonOut::text(noteName(metronome.note)));
    if (metronome.velocity != plain.velocity)
        out.add("velocity", JsonOut::whole(metronome.velocity));
    return out;
}

JsonOut portOut(const PortSetup& port)
{
    JsonOut out = JsonOut::object();
    out.add("name", JsonOut::text(port.name));
    if (!port.match.empty())
        out.add("match", JsonOut::text(port.match));
    if (port.offsetMs != 0.0)
        out.add("offset", JsonOut::real(port.offsetMs));
    if (port.sendsClock)
        out.add("clock", JsonOut::flag(true));
    if (port.clockOffsetMs != 0.0)
        out.add("clockOffset", JsonOut::real(port.clockOffsetMs));
    if (port.programLeadMs != 0.0)
        out.add("programLead", JsonOut::real(port.programLeadMs));
    return out;
}

JsonOut grooveOut(const Groove& groove)
{
    JsonOut points = JsonOut::list();
    for (const GroovePoint& point : groove.points)
        points.add(groovePointOut(point));
    JsonOut out = JsonOut::object();
    out.add("name", JsonOut::text(groove.name));
    out.add("points", std::move(points));
    return out;
}

JsonOut sceneOut(const Scene& scene)
{
    JsonOut out = JsonOut::object();
    if (!scene.name.empty())
        out.add("name", JsonOut::text(scene.name));
    if (!scene.slots.empty()) {
        JsonOut slots = JsonOut::list();
        for (const std::int16_t slot : scene.slots)
            slots.add(slot == Scene::kStop ? JsonOut::null()
                    : slot == Scene::kKeep ? JsonOut::text(kKeepWord)
                                           : JsonOut::whole(slot + 1));
        out.add("slots", std::move(slots));
    }
    if (scene.bars)
        out.add("bars", JsonOut::whole(*scene.bars));
    if (scene.metre)
        out.add("metre", JsonOut::text(metreText(*scene.metre)));
    if (scene.tempo)
        out.add("tempo", JsonOut::real(scene.tempo->bpm()));
    if (scene.launchAt != LaunchAt::Bar)
        out.add("launch", JsonOut::text(wordOf(kLaunchWords, scene.launchAt)));
    if (scene.color != 0)
        out.add("color", JsonOut::whole(scene.color));
    return out;
}

JsonOut entryOut(const ArrangementEntry& entry)
{
    JsonOut out = JsonOut::object();
    out.add("scene", JsonOut::whole(entry.scene + 1));
    if (entry.repeats != 1)
        out.add("repeats", JsonOut::whole(entry.repeats));
    return out;
}

JsonOut scriptOut(const ScriptRef& script)
{
    JsonOut knobs = JsonOut::object();
    for (const auto& [name, value] : script.knobs)
        knobs.add(name, JsonOut::real(value));
    JsonOut out = JsonOut::object();
    out.add("path", JsonOut::text(script.path));
    if (!script.enabled)
        out.add("enabled", JsonOut::flag(false));
    if (script.track != 0)
        out.add("track", JsonOut::whole(script.track));
    if (!script.arguments.empty())
        out.add("arguments", keptOut(script.arguments));
    if (knobs.size() > 0)
        out.add("knobs", std::move(knobs));
    if (!script.state.empty())
        out.add("state", keptOut(script.state));
    return out;
}

}  // namespace clave
