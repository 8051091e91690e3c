"""The page to send to a colleague: one file that shows a registry over time, how sure each part is, and who said it.

`states` are the letters after which something else was known; `versions` are what was known of each group of
deployments after each of these, and `spans` the days that are drawn from that, each once with the states in which it
holds. `bars`, `world_map` and `details` draw; `page_data` is what the script computes with; `whole_page` puts all of it
together.
"""
