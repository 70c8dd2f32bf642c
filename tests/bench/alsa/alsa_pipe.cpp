// A MIDI device on the ALSA sequencer as two streams of text, so that a test in another language can play any
// device: clave_alsa_pipe --help
#include "core/time/steady_clock.hpp"

#include "tests/support/input_lines.hpp"

#include <CLI/CLI.hpp>
#include <alsa/asoundlib.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {
constexpr std::size_t kLongest = 4096;
constexpr unsigned kBothWays = SND_SEQ_PORT_CAP_READ | SND_SEQ_PORT_CAP_SUBS_READ | SND_SEQ_PORT_CAP_WRITE
    | SND_SEQ_PORT_CAP_SUBS_WRITE | SND_SEQ_PORT_CAP_DUPLEX;

void keepQuiet(const char*, int, const char*, int, const char*, ...) {}

void print(std::string_view word, const std::vector<std::uint8_t>& bytes)
{
    const auto now = clave::SteadyClock {}.now().time_since_epoch();
    std::string text;
    for (const auto byte : bytes)
        fmt::format_to(std::back_inserter(text), "{:02x}", byte);
    fmt::print("{} {} {}\n", word, std::chrono::duration_cast<std::chrono::microseconds>(now).count(), text);
    std::fflush(stdout);
}

class Pipe {
public:
    Pipe() = default;
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    Pipe(Pipe&&) = delete;
    Pipe& operator=(Pipe&&) = delete;
    ~Pipe()
    {
        if (coder_ != nullptr)
            snd_midi_event_free(coder_);
        if (sequencer_ != nullptr)
            snd_seq_close(sequencer_);
    }

    /// \param ports the last one is the device's; the others only stand before it.
    bool open(const std::string& client, const std::vector<std::string>& ports)
    {
        if (snd_seq_open(&sequencer_, "default", SND_SEQ_OPEN_DUPLEX, SND_SEQ_NONBLOCK) < 0)
            return false;
        snd_seq_set_client_name(sequencer_, client.c_str());
        for (const auto& name : ports)
            port_ = snd_seq_create_simple_port(
                sequencer_, name.c_str(), kBothWays, SND_SEQ_PORT_TYPE_MIDI_GENERIC);
        if (port_ < 0 || snd_midi_event_new(kLongest, &coder_) < 0)
            return false;
        snd_midi_event_no_status(coder_, 1);
        return true;
    }

    [[nodiscard]] pollfd wanted() const
    {
        pollfd wanted {};
        snd_seq_poll_descriptors(sequencer_, &wanted, 1, POLLIN);
        return wanted;
    }

    void take()
    {
        snd_seq_event_t* event = nullptr;
        while (snd_seq_event_input(sequencer_, &event) >= 0) {
            std::array<std::uint8_t, kLongest> bytes {};
            const long count =
                event->dest.port == port_ ? snd_midi_event_decode(coder_, bytes.data(), kLongest, event) : 0;
            if (count <= 0)
                continue;
            // System exclusive messages may come in pieces.
            if (bytes[0] >= 0x80 && bytes[0] != 0xF7)
                heard_.clear();
            heard_.insert(heard_.end(), bytes.begin(), bytes.begin() + count);
            if (heard_.front() != 0xF0 || heard_.back() == 0xF7)
                print("in", heard_);
        }
    }

    void obey(std::string_view line)
    {
        if (!line.starts_with("send "))
            return;
        line.remove_prefix(5);
        std::vector<std::uint8_t> bytes(line.size() / 2);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            std::from_chars(line.data() + 2 * i, line.data() + 2 * i + 2, bytes[i], 16);
        snd_seq_event_t event {};
        snd_midi_event_reset_encode(coder_);
        if (snd_midi_event_encode(coder_, bytes.data(), static_cast<long>(bytes.size()), &event) < 0)
            return;
        snd_seq_ev_set_source(&event, static_cast<unsigned char>(port_));
        snd_seq_ev_set_subs(&event);
        snd_seq_ev_set_direct(&event);
        snd_seq_event_output_direct(sequencer_, &event);
        print("out", bytes);
    }

private:
    snd_seq_t* sequencer_ = nullptr;
    snd_midi_event_t* coder_ = nullptr;
    int port_ = -1;
    std::vector<std::uint8_t> heard_;
};
}  // namespace

int main(int count, char** words)
{
    CLI::App app {"A MIDI device on the ALSA sequencer as text. Prints \"ready\", then \"in MICROSECONDS "
                  "BYTES\" for what it gets and \"out MICROSECONDS BYTES\" for what has left; obeys \"send "
                  "BYTES\" (in hexadecimal) on standard input, whose end is its own.",
        "clave_alsa_pipe"};
    std::string client = "device";
    std::vector<std::string> ports {"MIDI 1"};
    app.add_option("--client", client, "Its name");
    app.add_option("--port", ports, "Its ports; the last one is played");
    CLI11_PARSE(app, count, words);
    signal(SIGPIPE, SIG_IGN);
    snd_lib_error_set_handler(keepQuiet);
    Pipe pipe;
    if (!pipe.open(client, ports)) {
        fmt::print(stderr, "clave_alsa_pipe: there is no ALSA sequencer\n");
        return 1;
    }
    fmt::print("ready\n");
    std::fflush(stdout);
    std::string rest;
    for (;;) {
        std::array<pollfd, 2> wanted {pollfd {STDIN_FILENO, POLLIN, 0}, pipe.wanted()};
        if (poll(wanted.data(), wanted.size(), -1) < 0)
            return 1;
        pipe.take();
        if (wanted[0].revents != 0
            && !clave::test::takeLines(rest, [&pipe](std::string_view line) { pipe.obey(line); }))
            return 0;
    }
}
