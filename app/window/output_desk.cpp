#include "app/window/output_desk.hpp"

#include "app/shared_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
bool isSame(const PortChoice& a, const PortChoice& b)
{
    return a.what == b.what && a.port == b.port;
}

bool meansSame(const std::vector<PortSetup>& a, const std::vector<PortSetup>& b)
{
    return std::ranges::equal(
        a, b, [](const PortSetup& x, const PortSetup& y) { return x.name == y.name && x.match == y.match; });
}
std::string playsElsewhere(const std::string& port, const std::string& wanted)
{
    return fmt::format(
        "\"{}\" is not there: the song's port \"{}\" plays on the main output until it is.", wanted, port);
}
}  // namespace

OutputDesk::OutputDesk(
    Open open, const SongOutputs& opened, std::vector<PortSetup> ports, OutputWishes wishes)
    : open_(std::move(open))
    , ports_(std::move(ports))
    , wishes_(std::move(wishes))
{
    for (std::size_t i = 0; i < opened.places.size(); ++i) {
        const auto& place = opened.places[i];
        const auto output = place.output.lock();
        const bool isFirst =
            std::ranges::none_of(known_, [&](const Known& known) { return known.output.lock() == output; });
        const auto name = wanted(i);
        const auto trouble =
            place.followsMain && !name.empty() ? playsElsewhere(ports_[i - 1].name, name) : "";
        known_.push_back({place.choice, place.output, place.followsMain, isFirst, opened.names[i], trouble});
    }
}

std::vector<OutputDesk::Place> OutputDesk::current() const
{
    std::vector<Place> places;
    for (const auto& known : known_)
        places.push_back({known.choice, known.output.lock(), known.followsMain, known.trouble});
    return places;
}

std::string OutputDesk::wanted(std::size_t number) const
{
    if (number == 0) {
        const auto main = std::ranges::find(ports_, std::string {}, &PortSetup::name);
        return !wishes_.main.empty() ? wishes_.main : main == ports_.end() ? std::string {} : main->match;
    }
    const auto& port = ports_[number - 1];
    const auto wish = wishes_.ports.find(port.name);
    return port.name.empty() ? std::string {} : wish != wishes_.ports.end() ? wish->second : port.match;
}

Result<OutputDesk::Place> OutputDesk::open(
    const std::vector<Place>& places, const std::string& wanted, const PortList& list) const
{
    // Whether audio opens shows when it is opened.
    const auto choice = chooseOutput({wanted, {}}, list, true);
    if (!choice)
        return tl::unexpected {choice.error()};
    const auto same = std::ranges::find_if(
        places, [&](const Place& place) { return place.output && isSame(place.choice, *choice); });
    if (same != places.end())
        return Place {same->choice, same->output, false, {}};
    auto opened = open_(*choice);
    if (!opened)
        return tl::unexpected {opened.error()};
    return Place {opened->choice, std::shared_ptr<MidiOutput> {std::move(opened->output)}, false, {}};
}

void OutputDesk::choose(std::vector<Place>& places, std::size_t number, const PortList& list) const
{
    auto& place = places[number];
    const auto name = wanted(number);
    if (number > 0 && name.empty()) {
        place = {places[0].choice, places[0].output, true, {}};
        return;
    }
    if (number == 0 && name.empty() && place.output)
        return;  // what was chosen plays on
    auto opened = open(places, name, list);
    if (opened) {
        place = std::move(*opened);
    } else if (number > 0) {
        place = {places[0].choice, places[0].output, true, playsElsewhere(ports_[number - 1].name, name)};
    } else {
        place.trouble = opened.error().message;
    }
}

std::vector<OutputDesk::Change> OutputDesk::follow(const std::vector<PortSetup>& ports, const PortList& list)
{
    if (meansSame(ports, ports_))
        return {};
    ports_ = ports;
    auto places = current();
    places.resize(ports_.size() + 1);
    for (std::size_t i = 0; i < places.size(); ++i)
        choose(places, i, list);
    return become(std::move(places));
}

std::vector<OutputDesk::Change> OutputDesk::retry(const PortList& list)
{
    auto places = current();
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i].trouble.empty())
            choose(places, i, list);
    }
    if (isSilent()) {
        if (auto opened = open(places, {}, list); opened && opened->choice.what != PortChoice::What::Silent)
            places[0] = std::move(*opened);
    }
    return become(std::move(places));
}

Result<std::vector<OutputDesk::Change>> OutputDesk::use(
    std::size_t number, const std::string& wanted, const PortList& list)
{
    if (number >= known_.size())
        return fail(fmt::format("there is no output {}", number));
    auto places = current();
    if (wanted.empty() && number > 0) {
        wishes_.ports.erase(ports_[number - 1].name);
        choose(places, number, list);
        return become(std::move(places));
    }
    auto opened = open(places, wanted, list);
    if (!opened)
        return tl::unexpected {opened.error()};
    places[number] = std::move(*opened);
    if (number == 0)
        wishes_.main = wanted;
    else
        wishes_.ports[ports_[number - 1].name] = wanted;
    return become(std::move(places));
}

std::vector<OutputDesk::Change> OutputDesk::become(std::vector<Place> places)
{
    std::vector<Change> changes;
    std::vector<Known> known;
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto& place = places[i];
        if (place.followsMain) {
            place.choice = places[0].choice;
            place.output = places[0].output;
        }
        const bool isFirst =
            std::ranges::none_of(known, [&](const Known& k) { return k.output.lock() == place.output; });
        const bool stays =
            i < known_.size() && known_[i].output.lock() == place.output && known_[i].isFirst == isFirst;
        known.push_back({place.choice, place.output, place.followsMain, isFirst,
            place.output ? place.output->name() : std::string {}, place.trouble});
        if (!stays && place.output)
            changes.push_back({i, std::make_unique<SharedOutput>(place.output, isFirst)});
    }
    for (std::size_t i = places.size(); i < known_.size(); ++i)
        changes.push_back({i, nullptr});
    known_ = std::move(known);
    return changes;
}

std::vector<OutputDesk::Shown> OutputDesk::shown() const
{
    std::vector<Shown> shown;
    for (const auto& known : known_)
        shown.push_back({known.name, known.choice.what == PortChoice::What::Silent});
    return shown;
}

std::vector<std::string> OutputDesk::troubles() const
{
    std::vector<std::string> troubles;
    for (const auto& known : known_) {
        if (!known.trouble.empty())
            troubles.push_back(known.trouble);
    }
    return troubles;
}

bool OutputDesk::isSilent() const
{
    return !known_.empty() && known_[0].choice.what == PortChoice::What::Silent && wishes_.main != "none";
}

bool OutputDesk::isWaiting() const
{
    return isSilent() || std::ranges::any_of(known_, [](const Known& k) { return !k.trouble.empty(); });
}

}  // namespace clave
