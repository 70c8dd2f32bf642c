"""The names of all commands. core/engine/COMMANDS.md says what they do; a test compares the two."""

NAMES = frozenset({
    "arm_fill", "arm_track", "cancel_launches", "clear_step", "continue", "delete_scene", "delete_track",
    "enter_back", "enter_chord", "enter_key_down", "enter_key_up", "enter_rest", "enter_skip", "enter_tie",
    "insert_scene", "insert_track", "launch_pattern", "launch_scene", "move_track", "panic", "play", "record_note",
    "redo", "replace_song", "seek", "set_arrangement", "set_chance_amount", "set_cursor", "set_entry_options",
    "set_fill", "set_grooves", "set_hooks", "set_lane", "set_live_mute", "set_loop", "set_metre", "set_metronome",
    "set_pattern", "set_ports", "set_recording", "set_scale", "set_scene", "set_scripts", "set_seed",
    "set_song_mode", "set_song_name", "set_step", "set_step_in", "set_stop_after_bars", "set_swing", "set_tempo",
    "set_track", "stop", "switch_step", "toggle_mute", "toggle_step", "undo",
})
