#include "app/song_outputs.hpp"

#include "app/shared_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace clave {
namespace {
/// The outputs opened so far, so that nothing is opened twice.
class Opener {
public:
    explicit Opener(const OutputOptions& options) : options_(options) {}

    Result<void> openMain(const PortWish& wish)
    {
        auto opened = openBestOutput(wish, options_);
        if (!opened)
            return tl::unexpected {opened.error()};
        result_.description = opened->description;
        result_.offered = opened->choice.offered;
        result_.isSilent = opened->choice.what == PortChoice::What::Silent;
        if (!opened->choice.notice.empty())
            result_.notices.push_back(opened->choice.notice);
        add(std::move(*opened));
        return {};
    }

    /// One of the song's ports on what `wanted` names; the main output when that is empty.
    Result<void> openPort(const std::string& wanted)
    {
        if (wanted.empty()) {
            followMain();
            return {};
        }
        const auto choice = chooseOutput({wanted, {}}, listPorts(options_.api), true);
        if (!choice)
            return tl::unexpected {choice.error()};
        const auto same = std::ranges::find_if(opened_, [&](const Known& known) {
            return known.choice.what == choice->what && known.choice.port == choice->port;
        });
        if (same != opened_.end()) {
            share(static_cast<std::size_t>(same - opened_.begin()));
            return {};
        }
        auto opened = openOutput(*choice, options_);
        if (!opened)
            return tl::unexpected {opened.error()};
        add(std::move(*opened));
        return {};
    }

    void shareMain(std::string notice)
    {
        followMain();
        result_.notices.push_back(std::move(notice));
    }

    [[nodiscard]] SongOutputs take() { return std::move(result_); }

private:
    struct Known {
        PortChoice choice;
        std::shared_ptr<MidiOutput> output;
    };

    void add(OpenedOutput opened)
    {
        opened_.push_back({std::move(opened.choice), std::move(opened.output)});
        put(opened_.back(), true);
    }
    void share(std::size_t known) { put(opened_[known], false); }
    void followMain()
    {
        share(0);
        result_.places.back().followsMain = true;
    }
    void put(const Known& known, bool isFirst)
    {
        result_.names.push_back(known.output->name());
        result_.places.push_back({known.choice, known.output, false});
        result_.outputs.push_back(std::make_unique<SharedOutput>(known.output, isFirst));
    }

    const OutputOptions& options_;
    std::vector<Known> opened_;
    SongOutputs result_;
};

Result<void> mustBePorts(const Song& song, const std::map<std::string, std::string>& wishes)
{
    for (const auto& [port, name] : wishes) {
        if (std::ranges::find(song.ports, port, &PortSetup::name) != song.ports.end())
            continue;
        std::string ports;
        for (const auto& known : song.ports)
            ports += fmt::format("{}\"{}\"", ports.empty() ? "" : ", ", known.name);
        return fail(fmt::format("the song has no port \"{}\" to play on \"{}\"; its ports are: {}", port,
            name, ports.empty() ? "none" : ports));
    }
    return {};
}

std::string mainMatch(const Song& song)
{
    const auto main = std::ranges::find(song.ports, std::string {}, &PortSetup::name);
    return main == song.ports.end() ? std::string {} : main->match;
}
}  // namespace

Result<SongOutputs> openSongOutputs(
    const Song& song, const OutputWishes& wishes, const OutputOptions& options)
{
    if (const auto known = mustBePorts(song, wishes.ports); !known)
        return tl::unexpected {known.error()};
    Opener opener {options};
    if (const auto opened = opener.openMain({wishes.main, mainMatch(song)}); !opened)
        return tl::unexpected {opened.error()};
    for (const auto& port : song.ports) {
        const auto wish = wishes.ports.find(port.name);
        const bool isWished = wish != wishes.ports.end();
        const auto opened = opener.openPort(port.name.empty() ? "" : isWished ? wish->second : port.match);
        if (opened)
            continue;
        if (isWished)
            return tl::unexpected {opened.error()};
        opener.shareMain(fmt::format(
            "{} The song's port \"{}\" plays on the main output.", opened.error().message, port.name));
    }
    return opener.take();
}

}  // namespace clave
