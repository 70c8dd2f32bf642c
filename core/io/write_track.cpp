#include "core/io/song_words.hpp"
#include "core/io/song_writing.hpp"

namespace clave {
namespace {
JsonOut stepsOut(const Pattern& pattern)
{
    const Step plain;
    JsonOut steps = JsonOut::object(JsonOut::Layout::Lines);
    for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
        if (pattern.steps[i] != plain)
            steps.add(std::to_string(i + 1), stepOut(pattern.steps[i]));
    }
    return steps;
}

JsonOut loopsOut(const Pattern& pattern)
{
    JsonOut loops = JsonOut::object();
    for (const auto& [lane, word] : kLaneWords) {
        const LaneLoop loop = pattern.lanes[static_cast<std::size_t>(lane)];
        if (loop == LaneLoop {})
            continue;
        JsonOut out = JsonOut::object();
        out.add("first", JsonOut::whole(loop.first + 1));
        out.add("length", JsonOut::whole(loop.length));
        loops.add(word, std::move(out));
    }
    return loops;
}

void addRun(JsonOut& out, const Pattern& pattern)
{
    const Pattern plain;
    const std::size_t length = pattern.steps.size();
    if (length != plain.steps.size())
        out.add("length", JsonOut::whole(length));
    if (pattern.first != plain.first)
        out.add("first", JsonOut::whole(pattern.first + 1));
    if (pattern.last + std::size_t {1} != length)
        out.add("last", JsonOut::whole(pattern.last + 1));
    if (pattern.rate != plain.rate)
        out.add("rate", JsonOut::text(pattern.rate.name()));
    if (pattern.direction != plain.direction)
        out.add("direction", JsonOut::text(wordOf(kDirectionWords, pattern.direction)));
    if (pattern.sync != plain.sync)
        out.add("sync", JsonOut::text(wordOf(kSyncWords, pattern.sync)));
}
}  // namespace

JsonOut swingOut(const Swing& swing)
{
    if (swing.interval == Swing {}.interval)
        return JsonOut::real(swing.percent);
    JsonOut out = JsonOut::object();
    out.add("percent", JsonOut::real(swing.percent));
    out.add("interval", JsonOut::text(wordOf(kSwingIntervalWords, swing.interval.count)));
    return out;
}

JsonOut patternOut(const Pattern& pattern)
{
    JsonOut out = JsonOut::object();
    if (!pattern.name.empty())
        out.add("name", JsonOut::text(pattern.name));
    addRun(out, pattern);
    if (pattern.swing)
        out.add("swing", swingOut(*pattern.swing));
    if (!pattern.groove.empty())
        out.add("groove", JsonOut::text(pattern.groove));
    if (JsonOut loops = loopsOut(pattern); loops.size() > 0)
        out.add("loops", std::move(loops));
    if (pattern.program)
        out.add("program", JsonOut::whole(*pattern.program + 1));
    if (pattern.bank)
        out.add("bank", JsonOut::whole(*pattern.bank));
    if (pattern.color != 0)
        out.add("color", JsonOut::whole(pattern.color));
    if (JsonOut steps = stepsOut(pattern); steps.size() > 0)
        out.add("steps", std::move(steps));
    return out;
}

JsonOut trackOut(const Track& track)
{
    const Track plain;
    JsonOut out = JsonOut::object(JsonOut::Layout::Lines);
    if (track.id != 0)
        out.add("id", JsonOut::whole(track.id));
    if (!track.name.empty())
        out.add("name", JsonOut::text(track.name));
    if (!track.destination.port.empty())
        out.add("port", JsonOut::text(track.destination.port));
    if (track.destination.channel != plain.destination.channel)
        out.add("channel", JsonOut::whole(track.destination.channel.as1to16()));
    if (track.transpose != 0)
        out.add("transpose", JsonOut::whole(track.transpose));
    if (track.transposeAfter != 0)
        out.add("transposeAfter", JsonOut::whole(track.transposeAfter));
    if (track.scaleLock)
        out.add("scaleLock", JsonOut::flag(true));
    if (track.mute)
        out.add("mute", JsonOut::flag(true));
    if (track.solo)
        out.add("solo", JsonOut::flag(true));
    if (track.muteStyle != plain.muteStyle)
        out.add("muteStyle", JsonOut::text(wordOf(kMuteStyleWords, track.muteStyle)));
    if (track.editLock)
        out.add("editLock", JsonOut::flag(true));
    if (track.velocityScale != plain.velocityScale)
        out.add("velocityScale", JsonOut::whole(track.velocityScale));
    if (track.color != 0)
        out.add("color", JsonOut::whole(track.color));
    if (!track.slots.empty()) {
        JsonOut patterns = JsonOut::list(JsonOut::Layout::Lines);
        for (const PatternPtr& slot : track.slots)
            patterns.add(slot ? patternOut(*slot) : JsonOut::null());
        out.add("patterns", std::move(patterns));
    }
    return out;
}

}  // namespace clave
