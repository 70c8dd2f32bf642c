#include "core/io/midi_import_voices.hpp"

#include "core/io/midi_import_controls.hpp"
#include "core/io/midi_import_fit.hpp"
#include "core/model/scene.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

namespace clave::importing {
namespace {
using Onsets = std::vector<const Onset*>;

/// A stretch of sections, [first, last], and the onsets that one pattern shall play there.
struct Clip {
    std::size_t first = 0;
    std::size_t last = 0;
    Onsets onsets;
    Fit fit;
};

/// Makes one voice of the onsets it is given, and hands back those it could not take.
class VoiceBuilder {
public:
    VoiceBuilder(const Part& part, const std::vector<Section>& sections, bool isMain, bool locksPrograms,
        std::deque<Onset>& cutOnsets, Losses& losses)
        : part_(part)
        , sections_(sections)
        , isMain_(isMain)
        , locksPrograms_(locksPrograms)
        , cutOnsets_(cutOnsets)
        , losses_(losses)
    {
        voice_.row.assign(sections.size(), Scene::kStop);
    }

    Voice build(const Onsets& onsets, Onsets& deferred)
    {
        onsets_ = &onsets;
        for (std::size_t section = 0; section < sections_.size();) {
            if (isSilent(section)) {
                ++section;
                continue;
            }
            Clip clip = nextClip(section, deferred);
            section = clip.last + 1;
            addClip(clip, deferred);
        }
        std::ranges::stable_sort(deferred, {}, &Onset::at);
        return std::move(voice_);
    }

private:
    [[nodiscard]] std::size_t onsetsBefore(Tick end) const
    {
        std::size_t to = next_;
        while (to < onsets_->size() && (*onsets_)[to]->at < end)
            ++to;
        return to;
    }

    [[nodiscard]] std::vector<Control> controlsIn(Tick start, Tick end) const
    {
        if (!isMain_)
            return {};
        const auto from = std::ranges::lower_bound(part_.controls, start, {}, &Control::at);
        return {from, std::ranges::lower_bound(from, part_.controls.end(), end, {}, &Control::at)};
    }

    [[nodiscard]] bool isSilent(std::size_t section) const
    {
        const Section& at = sections_[section];
        return onsetsBefore(at.end) == next_ && controlsIn(at.start, at.end).empty();
    }

    /// The pattern that begins with `section`, and what it leaves to another voice.
    Clip nextClip(std::size_t section, Onsets& deferred)
    {
        auto clip = upToSilence(section);
        if (!clip)
            clip = withoutRinging(section, deferred);
        next_ = onsetsBefore(sections_[clip->last].end);
        return std::move(*clip);
    }

    /// Takes section after section until no note sounds on; nothing when one pattern cannot hold that.
    [[nodiscard]] std::optional<Clip> upToSilence(std::size_t section) const
    {
        Clip clip {section, section, {}, {}};
        const Tick start = sections_[section].start;
        Tick soundsTo = start;
        std::size_t from = next_;
        for (;; ++clip.last) {
            const Section& at = sections_[clip.last];
            const std::size_t to = onsetsBefore(at.end);
            for (; from < to; ++from) {
                clip.onsets.push_back((*onsets_)[from]);
                soundsTo = std::max(soundsTo, (*onsets_)[from]->end);
            }
            if (soundsTo <= at.end)
                break;
            if (clip.onsets.size() > kMaxSteps || clip.last + 1 == sections_.size()
                || sections_[clip.last + 1].end - start > kLongestPattern)
                return std::nullopt;
        }
        const bool isOne = clip.last == section;
        clip.fit = bestFit(clip.onsets, start, sections_[clip.last].end - start);
        return isOne || clip.fit.keepsAll() ? std::optional {std::move(clip)} : std::nullopt;
    }

    /// Takes this section's notes without those that sound on; when all do, until the first one ends.
    Clip withoutRinging(std::size_t section, Onsets& deferred)
    {
        Clip clip {section, section, {}, {}};
        const Tick start = sections_[section].start;
        const auto endsIn = [this](
                                const Onset* onset, std::size_t s) { return onset->end <= sections_[s].end; };
        const auto first = onsets_->begin() + static_cast<std::ptrdiff_t>(next_);
        const auto last =
            onsets_->begin() + static_cast<std::ptrdiff_t>(onsetsBefore(sections_[section].end));
        const Onset* leading = *first;
        if (!isMain_
            || std::none_of(first, last, [&](const Onset* onset) { return endsIn(onset, section); })) {
            while (!endsIn(leading, clip.last) && clip.last + 1 < sections_.size()
                && sections_[clip.last + 1].end - start <= kLongestPattern)
                ++clip.last;
            if (!endsIn(leading, clip.last))
                leading = cutAt(*leading, sections_[clip.last].end);
        }
        const std::size_t to = onsetsBefore(sections_[clip.last].end);
        for (std::size_t i = next_; i < to; ++i) {
            const Onset* const onset = i == next_ ? leading : (*onsets_)[i];
            (endsIn(onset, clip.last) ? clip.onsets : deferred).push_back(onset);
        }
        clip.fit = bestFit(clip.onsets, start, sections_[clip.last].end - start);
        return clip;
    }

    const Onset* cutAt(const Onset& onset, Tick end)
    {
        Onset& cut = cutOnsets_.emplace_back(onset);
        for (OnsetNote& note : cut.notes) {
            losses_.cut += cut.at + note.length > end ? 1U : 0U;
            note.length = std::min(note.length, end - cut.at);
        }
        cut.end = end;
        return &cut;
    }

    void addClip(const Clip& clip, Onsets& deferred)
    {
        const Section& first = sections_[clip.first];
        const auto controls = controlsIn(first.start, sections_[clip.last].end);
        Pattern pattern = patternOf(clip.fit, clip.onsets, first.start);
        losses_.movedControls += placeControls(pattern, controls, first.start);
        setPrograms(pattern, clip);
        if (clip.fit.isRepeatable)
            shortenToLoop(pattern, first.metre.bar());
        const std::int16_t slot = slotFor(std::move(pattern), clip.fit.isRepeatable);
        if (slot == Scene::kStop) {
            deferred.insert(deferred.end(), clip.onsets.begin(), clip.onsets.end());
            losses_.lostControls += controls.size();
            return;
        }
        for (std::size_t i = 0; i < clip.onsets.size(); ++i) {
            if (clip.fit.places[i] == Fit::kNoStep)
                deferred.push_back(clip.onsets[i]);
        }
        losses_.shifted += clip.fit.shifted;
        losses_.lengthened += clip.fit.lengthened;
        voice_.row[clip.first] = slot;
        std::fill(voice_.row.begin() + static_cast<std::ptrdiff_t>(clip.first) + 1,
            voice_.row.begin() + static_cast<std::ptrdiff_t>(clip.last) + 1, Scene::kKeep);
    }

    void setPrograms(Pattern& pattern, const Clip& clip) const
    {
        bool isFirst = true;
        for (std::size_t i = 0; i < clip.onsets.size(); ++i) {
            const Onset& onset = *clip.onsets[i];
            if (clip.fit.places[i] == Fit::kNoStep || onset.program.value == Onset::kNoProgram)
                continue;
            Step& step = pattern.steps[static_cast<std::size_t>(clip.fit.places[i])];
            const bool begins = std::exchange(isFirst, false) && isMain_;
            if (begins && !locksPrograms_) {
                pattern.program = static_cast<std::uint8_t>(onset.program.value);
                if (onset.program.number != Lock::kNoBank)
                    pattern.bank = static_cast<std::uint16_t>(onset.program.number);
            } else if (begins || onset.changesProgram) {
                (void)addLock(step, onset.program);
            }
        }
    }

    /// The slot of an equal pattern, or a new one; kStop when all are taken.
    std::int16_t slotFor(Pattern pattern, bool isRepeatable)
    {
        auto& slots = voice_.slots;
        const auto same = isRepeatable
            ? std::ranges::find_if(slots, [&](const PatternPtr& other) { return *other == pattern; })
            : slots.end();
        if (same == slots.end() && slots.size() == kMaxSlots)
            return Scene::kStop;
        if (same != slots.end())
            return static_cast<std::int16_t>(same - slots.begin());
        slots.push_back(std::make_shared<const Pattern>(std::move(pattern)));
        return static_cast<std::int16_t>(slots.size() - 1);
    }

    const Part& part_;
    const std::vector<Section>& sections_;
    bool isMain_;  ///< the first voice, which has the part's programs and controllers
    bool locksPrograms_;
    std::deque<Onset>& cutOnsets_;  ///< stay where they are
    Losses& losses_;
    const Onsets* onsets_ = nullptr;
    std::size_t next_ = 0;  ///< the first onset not dealt with
    Voice voice_;
};

/// True when a program changes within a section. A pattern sends its program when it is launched, but not
/// when it is repeated: such a part sends its programs with steps.
bool changesWithin(const Part& part, const std::vector<Section>& sections)
{
    std::size_t section = 0;
    for (std::size_t i = 1; i < part.onsets.size(); ++i) {
        const Onset& onset = part.onsets[i];
        while (section + 1 < sections.size() && sections[section].end <= onset.at)
            ++section;
        if (onset.changesProgram && part.onsets[i - 1].at >= sections[section].start)
            return true;
    }
    return false;
}
}  // namespace

std::vector<Voice> voicesOf(
    const Part& part, const std::vector<Section>& sections, std::size_t most, Losses& losses)
{
    const bool locksPrograms = changesWithin(part, sections);
    std::deque<Onset> cutOnsets;
    std::vector<Voice> voices;
    Onsets left;
    for (const Onset& onset : part.onsets)
        left.push_back(&onset);
    while (voices.size() < most && (voices.empty() || !left.empty())) {
        Onsets deferred;
        VoiceBuilder builder(part, sections, voices.empty(), locksPrograms, cutOnsets, losses);
        voices.push_back(builder.build(left, deferred));
        left = std::move(deferred);
    }
    for (const Onset* onset : left)
        losses.lost += onset->notes.size();
    return voices;
}

}  // namespace clave::importing
