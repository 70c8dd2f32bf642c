#include "controllers/surface/step_writer.hpp"

#include "controllers/surface/gesture_times.hpp"
#include "core/model/near_notes.hpp"

#include <algorithm>

namespace clave {

std::optional<Step> StepWriter::read(const PatternPlace& place, std::size_t step, const Moment& moment) const
{
    for (const Draft& draft : drafts_) {
        if (draft.place == place && draft.step == step && moment.view.now - draft.sent < kOnItsWay)
            return draft.value;
    }
    const auto& tracks = moment.song().tracks;
    if (place.track >= tracks.size() || place.slot >= kMaxSlots)
        return std::nullopt;
    const Pattern* const pattern = tracks[place.track]->pattern(static_cast<std::int32_t>(place.slot));
    if (pattern == nullptr)
        return step < Pattern {}.steps.size() ? std::optional {Step {}} : std::nullopt;
    return step < pattern->steps.size() ? std::optional {pattern->steps[step]} : std::nullopt;
}

void StepWriter::write(const PatternPlace& place, std::size_t step, const Step& value, const Moment& moment,
    std::uint64_t gesture)
{
    const auto before = read(place, step, moment);
    if (!before || *before == value)
        return;
    moment.command(SetStep {place, step, value}, gesture);
    keep(place, step, value, moment);
}

void StepWriter::switchTo(
    const PatternPlace& place, std::size_t step, bool on, const Moment& moment, std::uint64_t gesture)
{
    auto value = read(place, step, moment);
    if (!value || value->on == on)
        return;
    moment.command(SwitchStep {place, step, on}, gesture);
    value->on = on;
    if (on && value->notes.empty() && value->locks.empty())
        value->notes = notesNear(*moment.song().tracks[place.track], place.slot, step);
    keep(place, step, *value, moment);
}

void StepWriter::keep(const PatternPlace& place, std::size_t step, const Step& value, const Moment& moment)
{
    std::erase_if(drafts_, [&](const Draft& draft) {
        return (draft.place == place && draft.step == step) || moment.view.now - draft.sent >= kOnItsWay;
    });
    drafts_.push_back({place, step, value, moment.view.now});
}

}  // namespace clave
