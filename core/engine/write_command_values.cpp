#include "core/engine/command_values.hpp"
#include "core/engine/lane_edit.hpp"

namespace clave {
namespace {
template <typename Part>
JsonOut listOut(const std::vector<Part>& parts, JsonOut (*partOut)(const Part&))
{
    JsonOut out = JsonOut::list();
    for (const Part& part : parts)
        out.add(partOut(part));
    return out;
}

JsonOut laneValueOut(const LaneValue& value)
{
    if (const auto* const number = std::get_if<double>(&value))
        return JsonOut::real(*number);
    const auto* const text = std::get_if<std::string>(&value);
    return text != nullptr ? JsonOut::text(*text) : JsonOut::null();
}

JsonOut hookOut(const SetHooks::Hook& hook)
{
    JsonOut out = JsonOut::object();
    out.add("trackId", JsonOut::whole(hook.track));
    if (hook.silentWhenLate)
        out.add("silent_when_late", JsonOut::flag(true));
    return out;
}
}  // namespace

JsonOut valueOut(const Step& value)
{
    return stepOut(value);
}

JsonOut valueOut(const Note& value)
{
    return valueOut(std::vector {value});
}

JsonOut valueOut(const std::vector<Note>& value)
{
    Step step;
    step.on = true;
    for (const Note& note : value)
        (void)step.notes.tryPush(note);
    return stepOut(step);
}

JsonOut valueOut(const StepTarget& value)
{
    return JsonOut::text(laneText(value));
}

JsonOut valueOut(const std::vector<LaneValue>& value)
{
    return listOut(value, laneValueOut);
}

JsonOut valueOut(const PatternPtr& value)
{
    return value ? patternOut(*value) : JsonOut::null();
}

JsonOut valueOut(const Track& value)
{
    return trackOut(value);
}

JsonOut valueOut(const Scene& value)
{
    return sceneOut(value);
}

JsonOut valueOut(const std::vector<ArrangementEntry>& value)
{
    return listOut(value, entryOut);
}

JsonOut valueOut(const Tempo& value)
{
    return JsonOut::real(value.bpm());
}

JsonOut valueOut(const std::string& value)
{
    return JsonOut::text(value);
}

JsonOut valueOut(const Metre& value)
{
    return JsonOut::text(metreText(value));
}

JsonOut valueOut(const Swing& value)
{
    return swingOut(value);
}

JsonOut valueOut(const Scale& value)
{
    return scaleOut(value);
}

JsonOut valueOut(std::uint64_t value)
{
    return JsonOut::whole(value);
}

JsonOut valueOut(const Metronome& value)
{
    return metronomeOut(value);
}

JsonOut valueOut(const std::vector<PortSetup>& value)
{
    return listOut(value, portOut);
}

JsonOut valueOut(const std::vector<Groove>& value)
{
    return listOut(value, grooveOut);
}

JsonOut valueOut(const std::vector<ScriptRef>& value)
{
    return listOut(value, scriptOut);
}

JsonOut valueOut(const SongPtr& value)
{
    return value ? songOut(*value) : JsonOut::null();
}

JsonOut valueOut(const std::optional<DocumentId>& value)
{
    return value ? JsonOut::whole(*value) : JsonOut::null();
}

JsonOut valueOut(const std::optional<LaunchAt>& value)
{
    return value ? JsonOut::text(wordOf(kLaunchWords, *value)) : JsonOut::null();
}

JsonOut valueOut(LiveMute value)
{
    return JsonOut::text(wordOf(kLiveMuteWords, value));
}

JsonOut valueOut(const Recording& value)
{
    JsonOut out = JsonOut::object();
    out.add("on", JsonOut::flag(value.on));
    out.add("mode", JsonOut::text(wordOf(kRecordingWords, value.mode)));
    out.add("strength", JsonOut::whole(value.strength));
    out.add("input_latency", JsonOut::real(value.inputLatencyMs));
    return out;
}

JsonOut valueOut(const std::vector<SetHooks::Hook>& value)
{
    return listOut(value, hookOut);
}

JsonOut valueOut(const EntryOptions& value)
{
    JsonOut out = JsonOut::object();
    out.add("advance", JsonOut::whole(value.advance));
    out.add("at_end", JsonOut::text(wordOf(kAtEndWords, value.atEnd)));
    if (value.velocity)
        out.add("velocity", JsonOut::whole(*value.velocity));
    out.add("gate", gateOut(value.gate));
    out.add("audition", JsonOut::flag(value.audition));
    return out;
}

}  // namespace clave
