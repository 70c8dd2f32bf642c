#pragma once

#include "app/ports/open_output.hpp"
#include "app/song_outputs.hpp"
#include "core/base/result.hpp"
#include "core/model/song.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clave {

/// Which outputs a song plays on, and how that changes while it plays: only what has to be is closed and
/// opened. Ports that mean the same device share it. A port for which nothing is wished, or nothing can be
/// had, plays on the main output until it can.
///
/// Closes nothing by itself: whoever carries the changes out does. Thread-safe: no. Realtime-safe: no.
class OutputDesk {
public:
    using Open = std::function<Result<OpenedOutput>(const PortChoice&)>;

    /// What is to be done: output `number` becomes `output`; null where the song has no such port any more.
    struct Change {
        std::size_t number = 0;
        std::unique_ptr<MidiOutput> output;
    };

    /// \param opened as openSongOutputs() did for `ports`. \param wishes come before what a song names.
    OutputDesk(Open open, const SongOutputs& opened, std::vector<PortSetup> ports, OutputWishes wishes);

    /// The song's ports are these now: another song, one port more, another name.
    [[nodiscard]] std::vector<Change> follow(const std::vector<PortSetup>& ports, const PortList& list);
    /// Looks again for what could not be had. \param list what there is now.
    [[nodiscard]] std::vector<Change> retry(const PortList& list);
    /// Output `number` is to play there: part of a port's name, "synth", "virtual", "none". When that cannot
    /// be had nothing changes.
    [[nodiscard]] Result<std::vector<Change>> use(
        std::size_t number, const std::string& wanted, const PortList& list);

    /// By number: what really plays.
    struct Shown {
        std::string name;
        bool isNowhere = false;  ///< silent
    };
    [[nodiscard]] std::vector<Shown> shown() const;
    /// Why something plays elsewhere than wished, one sentence each.
    [[nodiscard]] std::vector<std::string> troubles() const;
    /// Nothing is heard, and nobody asked for that.
    [[nodiscard]] bool isSilent() const;
    /// Something may be better with another device: worth to look for one.
    [[nodiscard]] bool isWaiting() const;
    [[nodiscard]] const OutputWishes& wishes() const noexcept { return wishes_; }

private:
    struct Place {
        PortChoice choice;
        std::shared_ptr<MidiOutput> output;
        bool followsMain = false;
        std::string trouble;
    };
    /// Shares without keeping open.
    struct Known {
        PortChoice choice;
        std::weak_ptr<MidiOutput> output;
        bool followsMain = false;
        bool isFirst = false;  ///< of those that share it: the one that counts
        std::string name;
        std::string trouble;
    };

    [[nodiscard]] std::vector<Place> current() const;
    [[nodiscard]] std::string wanted(std::size_t number) const;
    void choose(std::vector<Place>& places, std::size_t number, const PortList& list) const;
    [[nodiscard]] Result<Place> open(
        const std::vector<Place>& places, const std::string& wanted, const PortList& list) const;
    [[nodiscard]] std::vector<Change> become(std::vector<Place> places);

    Open open_;
    std::vector<Known> known_;
    std::vector<PortSetup> ports_;
    OutputWishes wishes_;
};

}  // namespace clave
